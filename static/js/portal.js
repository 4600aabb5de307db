/* Small comforts. Every page reads and every form submits without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const announce = (text) => { document.getElementById("announce").textContent = text; };

  // light or dark, kept in a cookie so that the server draws it right at once
  each("[data-theme-switch]", (button) => button.addEventListener("click", () => {
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = theme;
    document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
  }));
  if (!document.cookie.includes("theme=") && matchMedia("(prefers-color-scheme: dark)").matches) root.dataset.bsTheme = "dark";

  // the error summary is read first
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  // one submit per click; the button's own value still goes along
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  addEventListener("pageshow", () => each("form[data-sent]", (form) => { delete form.dataset.sent; }));

  // one more row of a formset, from its <template>
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row]");
    if (!button) return;
    const prefix = button.dataset.addRow;
    const template = document.querySelector(`template[data-row="${prefix}"]`);
    const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    if (!template || !total) return;
    event.preventDefault();
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    document.querySelector(`[data-rows="${prefix}"]`).append(row);
    if (window.htmx) window.htmx.process(row);
    const first = row.querySelector("input:not([type=hidden]),select,textarea");
    if (first) first.focus();
  });

  // what is typed is saved by itself; when that fails, it is kept in this browser
  const form = document.querySelector("form[data-autosave]");
  const officer = document.body.dataset.officer;
  if (form && officer) {
    const key = `blo:${officer}:${form.dataset.draft || location.pathname}`;
    const status = document.querySelector("[data-save-status]");
    const say = (name) => { if (status) status.textContent = status.dataset[name] || ""; };
    const fields = () => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
    let timer, dirty = false;
    const keep = () => { try { localStorage.setItem(key, JSON.stringify(fields())); } catch { /* full or forbidden */ } };
    const save = async () => {
      dirty = false;
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "manual", headers: { "X-Requested-With": "autosave" } });
        if (!answer.ok) throw new Error(String(answer.status));
        localStorage.removeItem(key);
        say("saved");
      } catch { keep(); say("kept"); }
    };
    form.addEventListener("input", () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 2500); });
    addEventListener("pagehide", () => { if (dirty) keep(); });
    form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; keep(); });
    if (form.dataset.fresh === "1") { try { localStorage.removeItem(key); } catch { /* nothing kept */ } }
    const offer = document.querySelector("[data-bring-back]");
    const kept = localStorage.getItem(key);
    if (kept && offer && !summary) {
      offer.hidden = false;
      offer.querySelector("button").addEventListener("click", () => {
        for (const [name, value] of JSON.parse(kept)) {
          for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
            if (input.type === "checkbox" || input.type === "radio") { if (input.value === value) input.checked = true; }
            else if (input.type !== "hidden") input.value = value;
          }
        }
        offer.hidden = true;
        announce(offer.dataset.done || "");
        dirty = true; save();
      });
    }
  }
  // signing out leaves nothing of the officer in this browser
  each("form[data-sign-out]", (out) => out.addEventListener("submit", () => {
    Object.keys(localStorage).filter((name) => name.startsWith("blo:")).forEach((name) => localStorage.removeItem(name));
  }));
  // a case that was sent needs no copy any more
  each("[data-forget-draft]", (mark) => localStorage.removeItem(`blo:${officer}:${mark.dataset.forgetDraft}`));
})();
