/* Small comforts. Every page reads and every form submits without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const on = (name, act) => document.addEventListener(name, act);
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const byId = (id) => document.getElementById(id);
  const announce = (text) => { byId("announce").textContent = text; };
  const reveal = (selector) => each(selector, (hidden) => { hidden.hidden = false; });

  // --- light or dark: the device decides until a person does; kept in a cookie ----------------
  each("[data-theme-switch]", (button) => button.addEventListener("click", () => {
    const dark = (root.dataset.bsTheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    root.dataset.bsTheme = dark ? "light" : "dark";
    document.cookie = `theme=${root.dataset.bsTheme};path=/;max-age=31536000;samesite=lax`;
  }));

  // --- menus close with Escape and with a click beside them ------------------------------------
  on("click", (event) => each("details.who[open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; }));
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    each("details.who[open]", (menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // --- the error summary is read first, and its links lead to the question ----------------------
  const summary = document.querySelector("[data-error-summary]");
  if (summary) {
    const title = document.querySelector("h1");  // below it, it is only an example of one
    if (title && summary.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING) summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      const asked = link && byId(decodeURIComponent(link.hash.slice(1)));
      if (!asked) return;
      event.preventDefault();
      for (let part = asked; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
      (asked.closest(".field, fieldset") || asked).scrollIntoView();
      (asked.matches("input,select,textarea,button,a") ? asked : asked.querySelector("input,select,textarea") || asked).focus({ preventScroll: true });
    });
  }

  // --- one submit per click; the button's own value still goes along ----------------------------
  on("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { byId("toast").textContent = document.body.dataset.sending || ""; }, 1500);
    setTimeout(() => { clearTimeout(slow); again(form); }, 20000);
  });
  const again = (form) => {
    delete form.dataset.sent;
    byId("toast").textContent = "";
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  addEventListener("pageshow", (event) => { if (event.persisted) each("form[data-sent]", again); });

  // --- one more row of a list, from its <template> ----------------------------------------------
  on("click", (event) => {
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
    button.form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- what is typed saves itself; when that fails, this browser keeps it for this officer --------
  const officer = document.body.dataset.officer;
  const WEEK = 7 * 24 * 3600 * 1000;
  const shelf = {
    read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write: (key, kept) => { try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* full or forbidden */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing kept */ } },
    keys: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith("blo:")); } catch { return []; } },
  };
  const words = new Intl.RelativeTimeFormat(root.lang || "en");
  const ago = (moment) => {
    const seconds = Math.round((Date.now() - moment) / 1000);
    return seconds < 60 ? words.format(-seconds, "second") : words.format(-Math.round(seconds / 60), "minute");
  };
  const form = document.querySelector("form[data-autosave]");
  const ours = form && officer ? `blo:${officer}:${form.dataset.draft || location.pathname}` : "";

  if (ours) {
    const status = document.querySelector("[data-save-status]");
    const fields = () => [...new FormData(form)].filter(([name, value]) => !UNKEPT.includes(name) && typeof value === "string");
    const UNKEPT = ["csrfmiddlewaretoken", "officer_token"];
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
    const post = (body) => fetch(form.dataset.autosave, { method: "POST", body, redirect: "manual", headers: { "X-Requested-With": "autosave" } });
    const save = async () => {
      dirty = false;
      try {
        const answer = await post(new FormData(form));
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) reveal("[data-signed-out]");
        if (!answer.ok) throw new Error(String(answer.status));
        if (!dirty) shelf.drop(ours);
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
    const kept = shelf.read(ours);
    const cameBack = (performance.getEntriesByType("navigation")[0] || {}).type !== "navigate";
    // Sent and drawn again: the server has it. Sent and walked back to: it may never have arrived.
    const settled = kept && (form.dataset.fresh === "1" || Date.now() - kept.at > WEEK || (kept.sent && !cameBack) || same(kept.fields, fields()));
    if (settled) shelf.drop(ours);
    else if (kept && offer && !summary) {
      offer.hidden = false;
      offer.querySelector("button").addEventListener("click", async () => {
        const body = new FormData();
        kept.fields.forEach(([name, value]) => body.append(name, value));
        UNKEPT.forEach((name) => body.set(name, new FormData(form).get(name) || ""));
        try {  // the server draws it again, with every row; without it, what fits is filled in here
          if ((await post(body)).ok) { shelf.drop(ours); location.assign(form.dataset.autosave); return; }
        } catch { /* no connection */ }
        for (const [name, value] of kept.fields) {
          for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
            if (input.type === "checkbox" || input.type === "radio") { if (input.value === value) input.checked = true; }
            else if (input.type !== "hidden") input.value = value;
          }
        }
        offer.hidden = true;
        announce(offer.dataset.done || "");
        changed();
      });
    }
  }
  if (officer) {
    // A form that was sent and is not on this page any more has arrived.
    const mine = shelf.keys().filter((key) => key.startsWith(`blo:${officer}:`) && key !== ours);
    mine.forEach((key) => { if ((shelf.read(key) || { sent: true }).sent) shelf.drop(key); });
    each("[data-forget-draft]", (mark) => shelf.drop(`blo:${officer}:${mark.dataset.forgetDraft}`));
  }
  // Signing out leaves nothing of anybody in this browser.
  each("form[data-sign-out]", (out) => out.addEventListener("submit", () => shelf.keys().forEach(shelf.drop)));

  // --- parts of the page that refresh themselves --------------------------------------------------
  const trace = (part) => part.getAttribute("href") || (part.form && part.form.getAttribute("action"));
  let held = null;
  on("htmx:beforeRequest", (event) => {  // not behind a closed window, nor under somebody's hands
    const part = event.target;
    if (!/every/.test(part.getAttribute("hx-trigger") || "")) return;
    if (document.hidden || part.querySelector("details[open]")) event.preventDefault();
  });
  on("htmx:beforeOnLoad", (event) => {  // signed out meanwhile: say so, and leave the page as it is
    const status = event.detail.xhr.status;  // 286 also ends the asking
    if (status !== 401 && status !== 286) return;
    if (status === 401) event.preventDefault();
    reveal("[data-signed-out]");
  });
  on("htmx:beforeSwap", (event) => {
    const at = document.activeElement;
    held = at && at !== document.body && event.detail.target.contains(at) ? [trace(at)] : null;
  });
  on("htmx:afterSettle", () => {
    if (held && !byId("main").contains(document.activeElement)) {
      const same = [...document.querySelectorAll("main a, main button")].find((part) => trace(part) === held[0]);
      (same || byId("main")).focus({ preventScroll: true });
    }
    held = null;
    const badge = byId("inbox-badge");
    if (!badge) return;
    const count = parseInt(badge.textContent, 10) || 0;
    const title = document.title.replace(/ \(\d+\)$/, "");
    document.title = count ? `${title} (${count})` : title;
    each("[data-unread]", (copy) => {
      if (copy.textContent !== badge.textContent) { copy.innerHTML = badge.innerHTML; announce(badge.textContent); }
    });
  });
  on("htmx:sendError", () => { byId("toast").textContent = document.body.dataset.offline || ""; });
  on("htmx:afterRequest", (event) => { if (event.detail.successful) byId("toast").textContent = ""; });

  // --- the office's clock ---------------------------------------------------------------------------
  setInterval(() => each("time[data-offset]", (clock) => {
    const [, sign, hours, minutes] = clock.dataset.offset.match(/([+-])(\d\d):?(\d\d)/) || [];
    if (!sign) return;
    const there = new Date(Date.now() + (sign === "-" ? -1 : 1) * (hours * 60 + Number(minutes)) * 60000);
    clock.textContent = there.toISOString().slice(11, 16);
  }), 15000);
})();
