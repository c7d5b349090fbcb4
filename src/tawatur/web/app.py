"""The HTTP application over one case: pages, typed JSON, nothing from anywhere else."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from tawatur import __version__
from tawatur.web import api, pages
from tawatur.web.desk import Desk
from tawatur.web.guard import guard


def create_app(desk: Desk) -> FastAPI:
    """The application for one open case; the caller closes the desk."""
    app = FastAPI(
        title="Tawatur",
        version=__version__,
        summary="Who says it, on whose word, and how many independent origins stand behind it.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.include_router(api.routes(desk))
    app.include_router(pages.routes(desk))
    app.middleware("http")(guard(desk, lambda request: pages.refuse(desk, request)))

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404 and not request.url.path.startswith(("/api/", "/assets/")):
            return pages.missing(desk, request)
        return JSONResponse({"detail": error.detail}, error.status_code)

    return app
