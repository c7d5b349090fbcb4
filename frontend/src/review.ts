// Decisions: sent to the server, which appends them to the case's log.
import { all, el, toast } from "./dom";
import { t } from "./strings";

interface Decision { action: string; subject: string; object?: string; because?: string }

async function send(path: string, body: unknown): Promise<void> {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) {
    const said = (await answer.json().catch(() => ({}))) as { detail?: string };
    throw new Error(said.detail ?? String(answer.status));
  }
}

const decide = (decision: Decision): Promise<void> => send("/api/v1/decisions", { ...decision, who: who() });

function who(): string {
  return document.querySelector<HTMLInputElement>("[data-who]")?.value.trim() ?? "";
}

async function attempt(work: () => Promise<void>, done: () => void): Promise<void> {
  try {
    await work();
    done();
  } catch (error) {
    toast(t("review.failed", { why: error instanceof Error ? error.message : String(error) }));
  }
}

function select(proposals: HTMLElement[], to: number): number {
  const at = Math.max(0, Math.min(to, proposals.length - 1));
  proposals.forEach((p, i) => p.classList.toggle("current", i === at));
  proposals[at]?.focus();
  return at;
}

function judge(proposal: HTMLElement, action: string): void {
  const { left = "", right = "", judgement = "" } = proposal.dataset;
  const because = proposal.querySelector<HTMLInputElement>("[name=because]")?.value ?? "";
  const decision: Decision = action === "unsure" ? { action, subject: judgement, because } : { action, subject: left, object: right, because };
  void attempt(
    () => decide(decision),
    () => {
      proposal.dataset.done = "1";
      proposal.replaceChildren(el("p", {}, `${t(`review.${{ merge: "accept", split: "reject", unsure: "unsure" }[action]}`)} — ${t("review.saved")}`));
      toast(t("review.saved"));
    },
  );
}

function queue(): void {
  const proposals = all<HTMLElement>(".proposal");
  if (!proposals.length) return;
  let at = 0;
  proposals.forEach((proposal, i) => {
    proposal.addEventListener("focusin", () => { at = i; proposals.forEach((p) => p.classList.toggle("current", p === proposal)); });
    for (const button of all<HTMLButtonElement>("[data-judge]", proposal)) button.addEventListener("click", () => judge(proposal, button.dataset.judge ?? ""));
  });
  document.addEventListener("keydown", (event) => {
    if ((event.target as HTMLElement).closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = { a: "merge", r: "split", u: "unsure", ش: "merge", ق: "split", ع: "unsure" }[event.key.toLowerCase()];
    if (event.key === "j" || event.key === "ت" || event.key === "ArrowDown") { event.preventDefault(); at = select(proposals, at + 1); }
    else if (event.key === "k" || event.key === "ن" || event.key === "ArrowUp") { event.preventDefault(); at = select(proposals, at - 1); }
    const current = proposals[at];
    if (action && current && !current.dataset.done) { judge(current, action); at = select(proposals, at + 1); }
  });
}

export function startReview(): void {
  queue();
  for (const button of all<HTMLButtonElement>("[data-withdraw]")) {
    button.addEventListener("click", () => void attempt(
      () => send(`/api/v1/decisions/${button.dataset.withdraw}/withdraw`, { who: who() }),
      () => { button.replaceWith(el("span", { class: "tag" }, t("review.withdrawn"))); toast(t("review.undone")); },
    ));
  }
  for (const form of all<HTMLFormElement>("[data-decide]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(form);
      const object = String(data.get("object") ?? "");
      const because = String(data.get("because") ?? "");
      const status = form.querySelector(".status");
      if (!object && !because) return;
      void attempt(
        () => decide({ action: object ? "rate" : "note", subject: form.dataset.decide ?? "", object, because }),
        () => { if (status) status.textContent = t("review.saved"); form.reset(); },
      );
    });
  }
}
