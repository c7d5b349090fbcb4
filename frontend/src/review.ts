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

const WHO = "tawatur-who";

function who(): string {
  return document.querySelector<HTMLInputElement>("[data-who]")?.value.trim() ?? "";
}

/** The name under which decisions are logged: the one given last in this browser, else the server's. */
function names(): void {
  for (const input of all<HTMLInputElement>("[data-who]")) {
    try { input.value = localStorage.getItem(WHO) ?? input.value; } catch { /* no store: the server's name stays */ }
    input.addEventListener("change", () => { try { localStorage.setItem(WHO, input.value.trim()); } catch { /* kept for this page only */ } });
  }
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

const LABELS: Record<string, string> = { merge: "review.accept", split: "review.reject", unsure: "review.unsure" };

function done(proposal: HTMLElement, action: string): void {
  proposal.dataset.done = "1";
  proposal.replaceChildren(el("p", {}, `${t(LABELS[action] ?? "")} — ${t("review.saved")}`));
  toast(t("review.saved"));
}

const reason = (proposal: HTMLElement): string => proposal.querySelector<HTMLInputElement>("[name=because]")?.value ?? "";

function judge(proposal: HTMLElement, action: string): void {
  const { left = "", right = "", judgement = "" } = proposal.dataset;
  const because = reason(proposal);
  const decision: Decision = action === "unsure" ? { action, subject: judgement, because } : { action, subject: left, object: right, because };
  void attempt(() => decide(decision), () => done(proposal, action));
}

/** Name and type of an actor where a form changes them: one decision each. */
async function describe(form: HTMLFormElement, subject: string, because: string, name: string | undefined): Promise<void> {
  const given = form.querySelector<HTMLInputElement>("[name=name]")?.value.trim() ?? "";
  const type = form.querySelector<HTMLSelectElement>("[name=type]");
  if (given && given !== name) await decide({ action: "rename", subject, object: given, because });
  if (type && type.value !== type.dataset.was) await decide({ action: "retype", subject, object: type.value, because });
}

/** Join what a proposal would join, under the name and the type that the form gives. */
function editing(proposal: HTMLElement): void {
  const form = proposal.querySelector<HTMLFormElement>("[data-edit-form]");
  const { left = "", right = "" } = proposal.dataset;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    const because = reason(proposal);
    void attempt(
      async () => { await decide({ action: "merge", subject: left, object: right, because }); await describe(form, left, because, undefined); },
      () => { done(proposal, "merge"); proposal.focus(); },
    );
  });
}

function edit(proposal: HTMLElement): void {
  const form = proposal.querySelector<HTMLFormElement>("[data-edit-form]");
  if (!form) return;
  form.hidden = !form.hidden;
  proposal.querySelector("[data-edit]")?.setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) form.querySelector<HTMLInputElement>("[name=name]")?.focus();
}

function queue(): void {
  const proposals = all<HTMLElement>(".proposal");
  if (!proposals.length) return;
  let at = 0;
  proposals.forEach((proposal, i) => {
    proposal.addEventListener("focusin", () => { at = i; proposals.forEach((p) => p.classList.toggle("current", p === proposal)); });
    for (const button of all<HTMLButtonElement>("[data-judge]", proposal)) button.addEventListener("click", () => judge(proposal, button.dataset.judge ?? ""));
    proposal.querySelector("[data-edit]")?.addEventListener("click", () => edit(proposal));
    editing(proposal);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.target as HTMLElement).closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = { a: "merge", r: "split", u: "unsure", ش: "merge", ق: "split", ع: "unsure" }[event.key.toLowerCase()];
    if (event.key === "j" || event.key === "ت" || event.key === "ArrowDown") { event.preventDefault(); at = select(proposals, at + 1); }
    else if (event.key === "k" || event.key === "ن" || event.key === "ArrowUp") { event.preventDefault(); at = select(proposals, at - 1); }
    const current = proposals[at];
    if ((event.key.toLowerCase() === "e" || event.key === "ث") && current && !current.dataset.done) { event.preventDefault(); edit(current); }
    if (action && current && !current.dataset.done) { judge(current, action); at = select(proposals, at + 1); }
  });
}

/** What was saved is shown by the page itself; the message stays long enough to be read out. */
function show(form: HTMLFormElement): void {
  const status = form.querySelector(".status");
  if (status) status.textContent = t("review.saved");
  form.reset();
  window.setTimeout(() => location.reload(), 900);
}

function actors(): void {
  for (const form of all<HTMLFormElement>("[data-edit-actor]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const because = String(new FormData(form).get("because") ?? "");
      const was = form.querySelector<HTMLInputElement>("[name=name]")?.dataset.was;
      void attempt(() => describe(form, form.dataset.editActor ?? "", because, was), () => show(form));
    });
  }
}

export function startReview(): void {
  names();
  queue();
  actors();
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
      if (!object && !because) return;
      void attempt(
        () => decide({ action: object ? form.dataset.action ?? "rate" : "note", subject: form.dataset.decide ?? "", object, because }),
        () => show(form),
      );
    });
  }
}
