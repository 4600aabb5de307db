/* Small comforts. Every page reads and every form submits without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const on = (name, act) => document.addEventListener(name, act);
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const byId = (id) => document.getElementById(id);
  const announce = (text) => { byId("announce").textContent = text; };
  const signedOut = () => each("[data-signed-out]", (notice) => {
    notice.hidden = false;
    const link = notice.querySelector("a");
    link.search = `?next=${encodeURIComponent(location.pathname + location.search)}`;
  });

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

  // --- what was typed when the session ended stands in its form again ---------------------------
  each("[data-left]", (notice) => {
    const { path, fields } = JSON.parse(notice.dataset.left);
    const forms = [...document.querySelectorAll("main form")];
    const goesTo = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
    const form = forms.find((one) => goesTo(one) === path);
    if (!form) return;
    for (const [name, values] of Object.entries(fields)) {
      [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].forEach((input, n) => {
        if (["hidden", "file", "submit", "password"].includes(input.type) || input.tagName === "BUTTON") return;
        if (["checkbox", "radio"].includes(input.type)) input.checked = values.includes(input.value);
        else if (input.multiple) [...input.options].forEach((option) => { option.selected = values.includes(option.value); });
        else input.value = values[n] ?? "";
      });
    }
    for (let part = form; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    form.scrollIntoView();
  });

  // --- one submit per click; the button's own value still goes along ----------------------------
  on("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => { byId("toast").textContent = document.body.dataset.sending || ""; }, 1500);
    // A file comes without a new page: nothing else would free the button.
    setTimeout(() => { clearTimeout(slow); again(form); }, "download" in form.dataset ? 3000 : 20000);
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
    if (!template || !total || Number(total.value) >= 50) return;  // the server says that it is full
    event.preventDefault();
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value).replaceAll("__number__", Number(total.value) + 1);
    const row = holder.firstElementChild;
    for (const select of row.querySelectorAll("select[data-like]")) {  // long lists stand on the page once
      const like = document.querySelector(`select[name$="-${select.dataset.like}"]`);
      if (!like) return;
      select.innerHTML = like.innerHTML;
      select.selectedIndex = 0;
    }
    total.value = Number(total.value) + 1;
    document.querySelector(`[data-rows="${prefix}"]`).append(row);
    if (window.htmx) window.htmx.process(row);
    const first = row.querySelector("input:not([type=hidden]),select,textarea");
    if (first) first.focus();
    button.form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- what the browser keeps of typed forms (draft.js) goes when it is not needed any more --------
  const officer = document.body.dataset.officer;
  const WEEK = 7 * 24 * 3600 * 1000;
  const shelf = {
    read: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write: (key, kept) => { try { localStorage.setItem(key, JSON.stringify(kept)); } catch { /* full or forbidden */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing kept */ } },
    keys: (of = "blo:") => { try { return Object.keys(localStorage).filter((key) => key.startsWith(of)); } catch { return []; } },
    fresh: (kept) => kept && kept.fields && Date.now() - kept.at < WEEK,
  };
  const form = document.querySelector("form[data-autosave]");
  const ours = form && officer ? `blo:${officer}:${form.dataset.draft || location.pathname}` : "";
  if (officer) {
    // A form that was sent and is not on this page any more has arrived.
    shelf.keys(`blo:${officer}:`).filter((key) => key !== ours).forEach((key) => {
      const kept = shelf.read(key);
      if (!shelf.fresh(kept) || kept.sent) shelf.drop(key);
    });
    each("[data-forget-draft]", (mark) => shelf.drop(`blo:${officer}:${mark.dataset.forgetDraft}`));
  }
  // Signing out leaves nothing of anybody in this browser.
  each("form[data-sign-out]", (out) => out.addEventListener("submit", () => shelf.keys().forEach(shelf.drop)));
  window.portal = { announce, form, officer, ours, shelf, signedOut, summary };

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
    signedOut();
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

  // --- months as a slider: the links say the same -----------------------------------------------------
  each("[data-months]", (months) => {
    const links = [...months.querySelectorAll("a:not([rel])")];
    const slider = months.querySelector("input");
    slider.max = links.length - 1;
    slider.value = links.findIndex((link) => link.hasAttribute("aria-current"));
    const say = () => slider.setAttribute("aria-valuetext", links[slider.value].textContent);
    say();
    slider.addEventListener("input", say);
    slider.addEventListener("change", () => links[slider.value].click());
    slider.parentElement.hidden = false;
  });

  // --- the office's clock ---------------------------------------------------------------------------
  setInterval(() => each("time[data-offset]", (clock) => {
    const [, sign, hours, minutes] = clock.dataset.offset.match(/([+-])(\d\d):?(\d\d)/) || [];
    if (!sign) return;
    const there = new Date(Date.now() + (sign === "-" ? -1 : 1) * (hours * 60 + Number(minutes)) * 60000);
    clock.textContent = there.toISOString().slice(11, 16);
  }), 15000);
})();
