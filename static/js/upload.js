/* A form[data-upload] sends its file in pieces (tus 1.0) and goes on after a broken link, also with
   the same file chosen again on another day: the same to the last byte, by its SHA-256. A browser
   that cannot say it begins afresh. Without this script the form is an ordinary one. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.fetch || !Blob.prototype.slice) return;
  const PIECE = 256 * 1024;
  const chosen = form.querySelector("input[type=file]");
  const status = form.querySelector("[data-upload-status]"), fault = form.querySelector("[data-upload-fault]");
  const bar = status.querySelector("progress"), words = status.appendChild(document.createElement("span"));
  const button = form.querySelector("button[type=submit]");
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const pause = (seconds) => new Promise((go) => {
    const timer = setTimeout(go, seconds * 1000);
    addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
  });
  class Refused extends Error {}
  const ask = async (address, method, headers = {}, body = undefined) => {
    const answer = await fetch(address, { method, body, headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), ...headers } });
    if (answer.ok || answer.status === 409) return answer;
    if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
    const problem = await answer.json().catch(() => ({}));
    throw new Refused((problem.errors && problem.errors[0] && problem.errors[0].detail) || problem.detail || String(answer.status));
  };
  const readable = (reading) => reading.catch(() => { throw new Refused(form.dataset.saysGone); });
  const checksum = async (file) => {
    if (!window.crypto || !crypto.subtle || file.size > Number(chosen.dataset.limit)) return "";
    const digest = await crypto.subtle.digest("SHA-256", await readable(file.arrayBuffer()));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const begun = (sum) => sum && [...document.querySelectorAll("[data-unfinished]")].find((row) => row.dataset.checksum === sum);
  const said = () => {
    const told = { caption: form.elements.caption.value };
    if (form.elements.reach && form.elements.reach.value) told.reach = form.elements.reach.value;
    return told;
  };
  const touched = new Set();
  form.addEventListener("input", (event) => touched.add(event.target.name));
  const recall = (row) => {  // what was said before stands in the form until it is said anew
    for (const name of ["caption", "reach"]) {
      if (form.elements[name] && !touched.has(name)) form.elements[name].value = row.dataset[name];
    }
  };
  const known = async (file) => {
    const sum = await checksum(file), row = begun(sum);
    if (row) recall(row);
    return { sum, address: row && row.dataset.unfinished };
  };
  const sayAnew = (address) => again(async () => {
    const answer = await ask(address, "PATCH", { "Content-Type": "application/json", "If-Match": "*" }, JSON.stringify(said()));
    if (answer.status === 409) throw new Refused((await answer.json()).detail);
    return address;
  });
  const announce = async (file, sum) => {
    const told = { filename: file.name, ...said(), ...(sum && { checksum: sum }) };
    const metadata = Object.entries(told).map(([name, value]) => `${name} ${base64(value)}`).join(",");
    const key = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
    return again(async () => {
      const answer = await ask(form.dataset.upload, "POST", { "Upload-Length": String(file.size), "Upload-Metadata": metadata, "Idempotency-Key": key });
      if (answer.status === 409) { const problem = await answer.json(); throw new Refused(problem.detail); }
      return answer.headers.get("Location");
    });
  };
  const again = async (work) => {  // until it works, or the portal says no
    for (let wait = 1; ; wait = Math.min(wait * 2, 30)) {
      try { return await work(); } catch (error) {
        if (error instanceof Refused) throw error;
        words.textContent = form.dataset.saysWaiting;
        await pause(wait);
      }
    }
  };
  const arrived = (address) => again(async () => Number((await ask(address, "HEAD")).headers.get("Upload-Offset")));
  const send = async (file, address) => {
    let offset = await arrived(address);
    while (offset < file.size) {
      const from = offset;
      try {
        const answer = await ask(address, "PATCH", { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) }, file.slice(from, from + PIECE));
        offset = answer.status === 409 ? await arrived(address) : Number(answer.headers.get("Upload-Offset"));
      } catch (error) {
        if (error instanceof Refused) throw error;
        await readable(file.slice(0, 1).arrayBuffer());
        words.textContent = form.dataset.saysWaiting;
        await pause(2);
        offset = await arrived(address);
      }
      bar.value = Math.floor(offset * 100 / file.size);
      words.textContent = ` ${form.dataset.saysSending} ${bar.value}%`;
    }
  };
  let latest = null;
  const looked = (file) => {  // once for each file that is chosen
    if (!latest || latest.file !== file) latest = { file, found: known(file) };
    return latest.found;
  };
  chosen.addEventListener("change", () => { if (chosen.files[0]) looked(chosen.files[0]).catch(() => {}); });
  form.addEventListener("submit", async (event) => {
    const file = chosen.files[0];
    if (!file || file.size === 0) return;  // the server says what is missing
    event.preventDefault();
    fault.hidden = true;
    if (file.size > Number(chosen.dataset.limit)) { fault.textContent = form.dataset.saysLarge; fault.hidden = false; return; }
    status.hidden = false;
    button.disabled = true;
    try {
      const { sum, address } = await looked(file);
      await send(file, address ? await sayAnew(address) : await announce(file, sum));
      location.assign(form.dataset.done);
      if (location.pathname === new URL(form.dataset.done, location).pathname) location.reload();
    } catch (error) {
      fault.textContent = error.message;
      fault.hidden = false;
      status.hidden = true;
      button.disabled = false;
    }
  });
})();
