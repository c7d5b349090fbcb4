"""What pages show, computed from a case: frozen values, one module a page. No page asks the store itself."""
