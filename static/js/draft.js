/* A form[data-autosave] saves itself while somebody types; when that fails, this browser keeps it
   for this officer and offers it again. Pages with such a form load this after portal.js. */
(() => {
  "use strict";
  const { announce, form, officer, ours, shelf, signedOut, summary } = window.portal;
  if (!ours) return;
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en");
  const ago = (moment) => {
    const seconds = Math.round((Date.now() - moment) / 1000);
    return seconds < 60 ? words.format(-seconds, "second") : words.format(-Math.round(seconds / 60), "minute");
  };
  // Given out with every page anew, and nobody's to keep.
  const UNKEPT = ["csrfmiddlewaretoken", "officer_token"];
  const status = document.querySelector("[data-save-status]");
  const fields = () => [...new FormData(form)].filter(([name, value]) => !UNKEPT.includes(name) && typeof value === "string");
  const addressOf = (key) => key ? form.dataset.autosave.replace(form.dataset.draft, key) : form.dataset.autosave;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const keep = (sent) => shelf.write(ours, { at: Date.now(), sent, fields: fields() });
  let timer, dirty = false, said = "", saved = 0;
  const tick = () => {
    const since = status && status.querySelector("span");
    if (since) since.textContent = ` · ${ago(saved)}`;
  };
  const say = (name) => {  // the words are announced when they change; their age never is
    if (!status) return;
    if (name !== said) { status.textContent = status.dataset[name] || ""; said = name; }
    const since = status.querySelector("span");
    if (name !== "saved") { if (since) since.remove(); return; }
    saved = Date.now();
    if (!since) status.append(Object.assign(document.createElement("span"), { ariaHidden: "true" }));
    tick();
  };
  const post = (body, key = form.dataset.draft) => fetch(addressOf(key), { method: "POST", body, redirect: "manual", headers: { "X-Requested-With": "autosave" } });
  const save = async () => {
    dirty = false;
    try {
      const answer = await post(new FormData(form));
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) signedOut();
      if (!answer.ok) throw new Error(String(answer.status));
      if (!dirty) shelf.drop(ours);
      if (form.dataset.draft) history.replaceState(null, "", form.action);  // loading again finds the draft
      say("saved");
    } catch { keep(false); say("kept"); }
  };
  const changed = () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 2500); };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; keep(true); });
  addEventListener("pagehide", () => { if (dirty) keep(false); });
  addEventListener("online", () => { if (shelf.read(ours)) save(); });
  setInterval(tick, 10000);

  const offer = document.querySelector("[data-bring-back]");
  const cameBack = (performance.getEntriesByType("navigation")[0] || {}).type !== "navigate";
  const subject = (list) => (list.find(([name]) => name === "reference") || [])[1];
  // Sent and drawn again: the server has it. Sent and walked back to: it may never have arrived.
  const worth = (key) => {
    const kept = shelf.read(key);
    if (!shelf.fresh(kept) || (kept.sent && !cameBack)) return null;
    return subject(kept.fields) === subject(fields()) && !same(kept.fields, fields()) ? kept : null;
  };
  const found = form.dataset.fresh === "1" ? undefined : [ours, ...shelf.keys(`blo:${officer}:`).filter((key) => key !== ours)].find(worth);
  if (found !== ours) shelf.drop(ours);
  if (found && offer && !summary) {
    const kept = worth(found), key = found.split(":")[2];
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", async () => {
      const body = new FormData();
      kept.fields.forEach(([name, value]) => body.append(name, value));
      UNKEPT.forEach((name) => body.set(name, new FormData(form).get(name) || ""));
      try {  // the server draws it again, with every row; without it, what fits is filled in here
        if ((await post(body, key)).ok) { shelf.drop(found); location.assign(addressOf(key)); return; }
      } catch { /* no connection */ }
      for (const [name, value] of kept.fields) {
        for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (input.type === "checkbox" || input.type === "radio") { if (input.value === value) input.checked = true; }
          else if (input.type !== "hidden") input.value = value;
        }
      }
      shelf.drop(found);
      offer.hidden = true;
      announce(offer.dataset.done || "");
      changed();
    });
  }
})();
