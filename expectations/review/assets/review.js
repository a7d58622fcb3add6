"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const verdicts = { a: "accept", e: "edit", r: "reject", w: "waive", u: "unsure" };
  const form = one("[data-decide]"), facets = one("[data-facets]"), help = one("#help");
  const rows = () => all("[data-row]").filter((row) => !row.hidden);
  let current = -1;

  const go = (link) => { if (link) location.assign(link.href); };

  const select = (step) => {
    const shown = rows();
    if (!shown.length) return;
    current = Math.min(shown.length - 1, Math.max(0, current + step));
    all("[data-row].current").forEach((row) => row.classList.remove("current"));
    shown[current].classList.add("current");
    shown[current].scrollIntoView({ block: "nearest" });
  };
  const chosen = () => one("[data-row].current a");

  const choose = (verdict) => {
    const choice = form && form.querySelector(`[name=verdict][value=${verdict}]`);
    if (!choice) return;
    choice.checked = true;
    const field = { edit: "value", waive: "until" }[verdict] || "reason";
    form.querySelector(`[name=${field}]`).focus();
  };

  const decide = (verdict) => {
    if (form) choose(verdict);
    else if (chosen()) location.assign(chosen().href + "#" + verdict);
  };

  const step = (forward) => {
    if (rows().length) select(forward ? 1 : -1);
    else go(one(`.steps a[rel=${forward ? "next" : "prev"}]`));
  };

  const filter = () => {
    const field = one("[data-filter]");
    if (field) field.focus();
    else go(one('nav a[href$="findings/index.html"]'));
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (event.key === "Escape") { at.blur(); return; }
    if (at.matches("input:not([type=radio]):not([type=checkbox]), select, textarea")) {
      if (event.key === "Enter" && at.matches("select") && at.form === form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    const act = {
      j: () => step(true), k: () => step(false), "/": filter, "?": () => (help.open ? help.close() : help.showModal()),
      o: () => go(chosen()),
    }[event.key] || (verdicts[event.key] && (() => decide(verdicts[event.key])));
    if (act) { event.preventDefault(); act(); }
    else if (event.key === "Enter" && chosen() && !at.matches("a, button")) go(chosen());
  });

  const apply = () => {
    const wanted = Object.fromEntries([...new FormData(facets)].filter(([, value]) => value && value !== "all"));
    const text = (wanted.text || "").toLowerCase();
    all("[data-row]").forEach((row) => {
      const fits = Object.entries(wanted).every(([name, value]) => name === "text" || row.dataset[name] === value);
      row.hidden = !fits || !row.textContent.toLowerCase().includes(text);
    });
    one("[data-none]")?.toggleAttribute("hidden", rows().length > 0);
    current = -1;
  };

  if (facets && "static" in facets.dataset) {
    const given = new URLSearchParams(location.hash.length > 1 ? location.hash.slice(1) : location.search);
    given.forEach((value, name) => { if (facets.elements[name]) facets.elements[name].value = value; });
    facets.addEventListener("submit", (event) => event.preventDefault());
    facets.addEventListener("input", () => { apply(); location.replace("#" + new URLSearchParams(new FormData(facets))); });
    apply();
  } else if (facets) {
    facets.addEventListener("change", (event) => { if (event.target.matches("select")) facets.requestSubmit(); });
  }
  const excerpt = one(".excerpt"), figure = one(".excerpt mark.subject, .excerpt .in-sentence");
  if (figure) excerpt.scrollTop = figure.offsetTop - excerpt.offsetTop - excerpt.clientHeight / 3;
  if (verdicts[(location.hash[1] || "")] && form) choose(location.hash.slice(1));
})();
