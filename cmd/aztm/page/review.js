"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (tag, attrs, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attrs || {})) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const draw = (tag, attrs) => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [k, v] of Object.entries(attrs || {})) e.setAttribute(k, v);
    return e;
  };
  const count = (n, one, many) => n + " " + (n === 1 ? one : many);

  // Letters fold as aztm folds them to match: I, İ and ı are one, and so are ə and e, ё and е.
  const folds = { "ı": "i", "ə": "e", "ö": "o", "ü": "u", "ç": "c", "ş": "s", "ğ": "g", "ё": "е", "â": "a", "î": "i", "û": "u", "’": "'", "ʼ": "'" };
  const fold = (s) => s.replace(/İ/g, "i").toLowerCase().replace(/[ıəöüçşğёâîû’ʼ]/g, (c) => folds[c]).replace(/\s+/g, " ");

  // A short name for what a story's part of the page says, so that decisions are found again only while it says the same.
  const digest = (s) => {
    let a = 0x811c9dc5, b = 0x1234567;
    for (let i = 0; i < s.length; i++) {
      a = Math.imul(a ^ s.charCodeAt(i), 0x01000193);
      b = Math.imul(b ^ s.charCodeAt(i), 0x5bd1e995) ^ (b >>> 13);
    }
    return (a >>> 0).toString(16) + (b >>> 0).toString(16);
  };

  // Stories and rows, as the page has them.
  const stories = [...document.querySelectorAll("section.story")].map((el, number) => {
    const story = { el, number, data: JSON.parse(el.querySelector("script").textContent), key: "aztm review " + digest(el.textContent) };
    story.rows = [...el.querySelectorAll("tbody tr")].map((tr, at) => {
      const row = Object.assign({ el: tr, story, at, word: tr.dataset.word, eyes: tr.classList.contains("eyes"), decision: null, head: null, cells: {}, texts: {}, first: {} }, story.data.rows[at]);
      for (const td of tr.querySelectorAll("td")) {
        row.cells[td.lang] = td;
        row.first[td.lang] = [...td.childNodes];
        if (td.textContent) row.texts[td.lang] = td.textContent;
      }
      return row;
    });
    return story;
  });
  const rows = stories.flatMap((s) => s.rows);
  let now = null; // the current row
  let filter = "all", query = "";
  let editing = null; // { row, areas }
  let past = []; // decisions as they were before each change: [row, decision]
  let unsaved = false, stored = true;

  const say = (text) => { $("said").textContent = text; };

  // Decisions: { do: approve | reject | edit | merge, to: texts by language, n: rows that merge takes beside its own }

  const word = (row) => {
    switch (row.decision?.do) {
      case "approve": case "merge": return "approved";
      case "reject": return "rejected";
    }
    return row.word;
  };
  const waits = (row) => row.eyes && !row.decision && !row.head;
  const followers = (row) => row.story.rows.slice(row.at + 1, row.at + 1 + (row.decision?.n || 0));

  function decide(row, decision) {
    past.push([row, row.decision]);
    unsaved = true;
    put(row, decision);
    keep(row.story);
  }

  function put(row, decision) {
    for (const r of followers(row)) r.head = null;
    row.decision = decision;
    row.folded = null;
    for (const r of followers(row)) r.head = row;
    show(row);
    refresh();
  }

  // show writes what a row says now.
  function show(row) {
    const d = row.decision;
    row.el.dataset.word = word(row);
    row.el.classList.toggle("new", !!d);
    row.el.querySelector(".state").textContent = d?.do === "merge" ? "merged" : d?.to && d.do === "edit" ? "edited" : word(row);
    for (const [lang, td] of Object.entries(row.cells)) {
      if (d?.to && lang in d.to) { td.replaceChildren(d.to[lang]); continue; }
      td.replaceChildren(...row.first[lang]);
      for (const r of followers(row)) if (r.texts[lang]) {
        if (td.childNodes.length) td.append(" ");
        for (const n of r.first[lang]) {
          const copy = td.appendChild(n.cloneNode(true));
          if (copy.dataset?.g) copy.dataset.g = r.at + "." + copy.dataset.g;
        }
      }
    }
  }

  // textsNow are the texts of a row as they would be stored.
  function textsNow(row) {
    const texts = {};
    for (const lang in row.cells) {
      const text = row.decision?.to && lang in row.decision.to ? row.decision.to[lang] : [row, ...followers(row)].map((r) => r.texts[lang]).filter(Boolean).join(" ");
      if (text) texts[lang] = text;
    }
    return texts;
  }

  function keep(story) {
    const kept = {};
    for (const r of story.rows) if (r.decision) kept[r.at] = r.decision;
    try {
      if (Object.keys(kept).length) localStorage.setItem(story.key, JSON.stringify(kept)); else localStorage.removeItem(story.key);
    } catch { stored = false; }
  }

  function restore(story) {
    try {
      const kept = JSON.parse(localStorage.getItem(story.key) || "{}");
      for (const at in kept) if (story.rows[at]) { put(story.rows[at], kept[at]); unsaved = true; }
    } catch { stored = false; }
  }

  // Actions on the current row.

  function settle(what) {
    const d = now.decision;
    if (!now.unit) return say("This segment stands alone: m merges it with the next row.");
    if (d?.do === "merge") return say("A merged row is approved; u or c takes that back.");
    if (d?.do === what || !d && now.status === what + "d") { step(1); return; }
    decide(now, what === "approve" && d?.to ? { do: what, to: d.to } : { do: what });
    say(what === "approve" ? "Approved." : "Rejected.");
    step(1);
  }

  function merge() {
    const last = followers(now).at(-1) || now, next = now.story.rows[last.at + 1];
    if (!next) return say("No row follows.");
    if (now.decision?.to || next.decision?.to) return say("An edited row cannot be merged: clear the edit, merge, then edit.");
    const langs = new Set([...Object.keys(textsNow(now)), ...Object.keys(textsNow(next))]);
    if (langs.size < 2) return say("Two segments of one language make no unit yet: merge from the next row down first.");
    const n = (now.decision?.n || 0) + 1 + (next.decision?.n || 0);
    if (next.decision) decide(next, null);
    decide(now, { do: "merge", n });
    say("Merged with the next row.");
    focus(now);
  }

  function clear() {
    if (now.decision) { decide(now, null); say("Cleared."); focus(now); }
  }

  function undo() {
    const last = past.pop();
    if (!last) return say("Nothing to undo.");
    unsaved = true;
    put(...last);
    keep(last[0].story);
    focus(last[0]);
    say("Undone.");
  }

  function edit() {
    if (!now.unit && now.decision?.do !== "merge") return say("This segment stands alone: m merges it with the next row.");
    const row = now, texts = textsNow(row), areas = {};
    for (const [lang, td] of Object.entries(row.cells)) {
      if ([row, ...followers(row)].some((r) => "odd" in r.cells[lang].dataset)) continue; // what it shows is not what it is
      areas[lang] = make("textarea", { lang, dir: "auto", "aria-label": "Text in " + lang, spellcheck: "true" });
      areas[lang].value = texts[lang] || "";
      td.replaceChildren(areas[lang]);
    }
    const area = Object.values(areas)[0];
    if (!area) return say("These texts hold characters that a page cannot show: aztm edit " + row.unit + " changes them.");
    const ok = make("button", { type: "button", title: "Keep (Ctrl-Enter)" }, "Keep"), no = make("button", { type: "button", title: "Leave it as it was (Esc)" }, "Cancel");
    ok.onclick = () => endEdit(true);
    no.onclick = () => endEdit(false);
    area.parentNode.append(make("div", { class: "keep" }, ok, no));
    $("tools").hidden = true;
    editing = { row, areas, texts };
    area.focus();
  }

  function endEdit(take) {
    const { row, areas, texts } = editing;
    const to = {};
    for (const lang in areas) {
      const text = areas[lang].value.trim().replace(/\s+/g, " ");
      const shown = [row, ...followers(row)].map((r) => r.texts[lang]).filter(Boolean).join(" ");
      if (text !== shown) to[lang] = text;
    }
    if (take && !Object.keys(row.cells).some((l) => (l in to ? to[l] : texts[l]))) return say("No text would be left.");
    editing = null;
    const d = row.decision, changed = Object.keys(to).length > 0;
    if (!take) show(row);
    else if (changed) decide(row, { ...d, do: d && d.do !== "reject" ? d.do : "edit", to });
    else if (d?.to) decide(row, d.do === "edit" ? null : d.n ? { do: d.do, n: d.n } : { do: d.do });
    else show(row);
    if (take && changed) say("Edited.");
    focus(row);
  }

  function save() {
    const file = { format: "aztm review", version: 1, stories: [] };
    const named = (r) => ({ unit: r.unit, ...(r.status && { status: r.status }), segments: r.segments, texts: r.texts });
    for (const s of stories) {
      const decisions = s.rows.filter((r) => r.decision).map((r) => ({
        do: r.decision.do, ...named(r), ...(r.decision.to && { to: r.decision.to }), ...(r.decision.n && { with: followers(r).map(named) }),
      }));
      if (decisions.length) file.stories.push({ id: s.data.id, story: s.data.story, documents: s.data.documents, decisions });
    }
    if (!file.stories.length) return say("Nothing is decided yet.");
    const two = (n) => String(n).padStart(2, "0"), t = new Date();
    const name = `aztm-review-${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}-${two(t.getHours())}${two(t.getMinutes())}${two(t.getSeconds())}.json`;
    const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
    const a = make("a", { href: url, download: name });
    a.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    unsaved = false;
    refresh();
    say("Saved. Store it with: aztm review apply " + name);
  }

  // Which rows are seen.

  const filters = {
    all: ["All", () => true],
    eyes: ["Need eyes", waits],
    approved: ["Approved", (r) => word(r) === "approved"],
    rejected: ["Rejected", (r) => word(r) === "rejected"],
    decided: ["Decided here", (r) => !!r.decision],
  };
  const found = (r) => !query || (r.folded ??= fold(Object.values(textsNow(r)).join("\n"))).includes(query);
  const passes = (r) => !r.head && filters[filter][1](r) && found(r);

  // refresh brings counts, lists and the rows seen up to date.
  let waiting = false;
  function refresh() {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => { waiting = false; refreshNow(); });
  }

  function refreshNow() {
    const narrowed = filter !== "all" || query;
    for (const [name, [, test]] of Object.entries(filters)) {
      const b = $("filters").querySelector(`[data-filter=${name}]`);
      b.lastChild.textContent = rows.reduce((n, r) => n + (!r.head && test(r) && found(r)), 0);
      b.setAttribute("aria-pressed", name === filter);
    }
    let any = 0;
    for (const s of stories) {
      const seen = s.rows.filter(passes), eyes = s.rows.filter(waits).length;
      s.item.hidden = narrowed && !seen.length;
      any += seen.length;
      const i = s.item.firstChild.lastChild;
      i.textContent = narrowed ? seen.length : eyes || "";
      i.classList.toggle("eyes", !narrowed && eyes > 0);
      i.title = narrowed ? "" : count(eyes, "row needs eyes", "rows need eyes");
      if (s === now?.story) for (const r of s.rows) r.el.classList.toggle("away", !passes(r) && r !== editing?.row);
    }
    $("none").hidden = now && now.story.rows.some(passes);
    $("none").textContent = any ? "Nothing in this story matches; the list has those in which something does." : filter === "eyes" && !query ? "Nothing needs eyes any more." : "Nothing here matches.";
    const n = rows.filter((r) => r.decision).length;
    $("save").disabled = !n;
    $("save").textContent = n ? "Save " + count(n, "decision", "decisions") : "Save";
    plots(now?.story);
  }

  // Moving.

  function open(story) {
    if (now?.story === story && story.el.classList.contains("shown")) return;
    for (const s of stories) {
      s.el.classList.toggle("shown", s === story);
      s.item.firstChild.setAttribute("aria-current", s === story);
    }
    story.item.scrollIntoView({ block: "nearest" });
    $("list").querySelector("summary").textContent = stories.length > 1 ? `Story ${story.number + 1} of ${stories.length}: choose another` : "One story";
  }

  function focus(row, quiet) {
    if (editing && editing.row !== row) endEdit(true);
    row = row.head || row;
    const moved = now?.story !== row.story;
    open(row.story);
    light(null);
    now?.el.classList.remove("now");
    now?.el.removeAttribute("aria-current");
    now?.el.setAttribute("tabindex", "-1");
    now = row;
    if (moved) refreshNow();
    row.el.classList.add("now");
    row.el.setAttribute("aria-current", "true");
    row.el.setAttribute("tabindex", "0");
    $("tools").hidden = false;
    if (!quiet) {
      row.el.focus({ preventScroll: true });
      row.el.scrollIntoView({ block: "nearest" });
    }
    plots(row.story);
  }

  function step(by) {
    const list = now.story.rows.filter((r) => passes(r) || r === now);
    const next = list[list.indexOf(now) + by];
    if (next) focus(next); else if (!passes(now)) refresh();
  }

  function turn(by) {
    const list = stories.filter((s) => !s.item.hidden || s === now.story), s = list[list.indexOf(now.story) + by];
    if (s) { focus(s.rows.find(passes) || s.rows[0]); scrollTo(0, 0); }
  }

  function next() {
    const from = rows.indexOf(now), r = rows.slice(from + 1).concat(rows.slice(0, from + 1)).find((r) => waits(r) && passes(r));
    if (r) focus(r); else say("No other row needs eyes" + (filter !== "all" || query ? " among those shown." : "."));
  }

  // Words that belong together.

  function light(row, group) {
    for (const m of document.querySelectorAll("mark.lit")) m.classList.remove("lit");
    if (!row || !group) return;
    const words = [];
    for (const td of Object.values(row.cells)) {
      const lit = [...td.querySelectorAll("mark")].filter((m) => m.dataset.g === group);
      for (const m of lit) m.classList.add("lit");
      if (lit.length) words.push([...new Set(lit.map((m) => m.textContent))].join(", "));
    }
    return words.join(" = ");
  }

  function walk(by) {
    const groups = [...new Set([...now.el.querySelectorAll("mark[data-g]")].map((m) => m.dataset.g))];
    if (!groups.length) return say("No words in common.");
    const at = groups.indexOf(now.el.querySelector("mark.lit")?.dataset.g);
    say(light(now, groups[at < 0 ? (by > 0 ? 0 : groups.length - 1) : (at + by + groups.length) % groups.length]));
  }

  // Plots: x are the segments of the first text, y those of the second, from the top.
  const side = 176;

  function plots(story) {
    if (!story?.data.plots.length) return;
    const box = story.el.querySelector(".plots");
    box.hidden = false;
    if (!box.open) return;
    const at = box.lastElementChild;
    if (!at.firstChild) {
      story.plots = story.data.plots.map((p) => plot(story, p));
      at.append(...story.plots.map((p) => p.figure), legend());
    }
    for (const p of story.plots) for (const [row, rect] of p.boxes) {
      rect.setAttribute("class", "box " + word(row.head || row) + ((row.head || row) === now ? " now" : ""));
    }
  }

  function plot(story, p) {
    const [a, b] = p.langs, [n, m] = p.sizes, x = side / n, y = side / m;
    const svg = draw("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": `${a} against ${b}: ${count(n, "segment", "segments")} and ${m}` });
    const boxes = new Map(), way = [];
    for (const row of story.rows) {
      const s = row.segments[a], t = row.segments[b];
      if (!s || !t) continue;
      const w = Math.max(3, (s[1] - s[0]) * x), h = Math.max(3, (t[1] - t[0]) * y), cx = (s[0] + s[1]) / 2 * x, cy = (t[0] + t[1]) / 2 * y;
      boxes.set(row, draw("rect", { x: cx - w / 2, y: cy - h / 2, width: w, height: h }));
      way.push(cx + "," + cy);
    }
    svg.append(...boxes.values(), draw("polyline", { class: "way", points: way.join(" ") }));
    const size = Math.min(7, Math.max(1.2, Math.min(x, y) * .55));
    for (const [i, j, strength] of p.dots) {
      svg.append(draw("circle", { class: "dot", cx: (i + .5) * x, cy: (j + .5) * y, r: size / 2, "fill-opacity": Math.min(1, strength / 70).toFixed(2) }));
    }
    const place = (e) => {
      const r = svg.getBoundingClientRect();
      return [Math.min(n - 1, Math.floor((e.clientX - r.left) / r.width * n)), Math.min(m - 1, Math.floor((e.clientY - r.top) / r.height * m))];
    };
    const far = (r, v) => (r ? Math.max(r[0] - v, v - r[1] + 1, 0) : 1e9);
    svg.addEventListener("click", (e) => {
      const [i, j] = place(e);
      focus(story.rows.reduce((best, r) => (far(r.segments[a], i) + far(r.segments[b], j) < far(best.segments[a], i) + far(best.segments[b], j) ? r : best)));
    });
    const where = make("span");
    svg.addEventListener("mousemove", (e) => { const [i, j] = place(e); where.textContent = `${a} ${i + 1} · ${b} ${j + 1}`; });
    svg.addEventListener("mouseleave", () => { where.textContent = ""; });
    return { figure: make("figure", {}, make("figcaption", {}, make("span", {}, `${a} →  ${b} ↓`), where), svg), boxes };
  }

  function legend() {
    const item = (shape, text) => {
      const svg = draw("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" });
      svg.append(shape);
      return make("li", {}, svg, text);
    };
    const box = (c) => draw("rect", { class: "box " + c, x: 1, y: 1, width: 10, height: 10 });
    return make("ul", { class: "legend" },
      item(draw("circle", { class: "dot", cx: 6, cy: 6, r: 3 }), "words in common"), item(box("good"), "row"), item(box("check"), "to check"), item(box("bad"), "bad"), item(box("approved"), "approved"));
  }

  // Keys. On a Russian layout a key means the Latin letter that is printed on it.
  const keyOf = (e) => {
    if (e.key.length !== 1 || /[a-z/?]/i.test(e.key)) return e.key;
    if (e.code === "Slash" && /[.,]/.test(e.key)) return e.shiftKey ? "?" : "/";
    const letter = /^Key([A-Z])$/.exec(e.code)?.[1];
    return letter ? (e.shiftKey ? letter : letter.toLowerCase()) : e.key;
  };
  const keys = {
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), J: () => turn(1), K: () => turn(-1), n: next,
    ArrowRight: () => walk(1), ArrowLeft: () => walk(-1), a: () => settle("approve"), r: () => settle("reject"), e: edit, m: merge, c: clear, u: undo, s: save,
    "/": () => { $("find").focus(); $("find").select(); },
    "?": () => $("keys").showModal(),
    p: () => { const d = now.story.el.querySelector(".plots"); d.open = !d.open; },
  };

  document.addEventListener("keydown", (e) => {
    if ($("keys").open) return;
    if (editing && e.target.tagName === "TEXTAREA") {
      if (e.key === "Escape") endEdit(false);
      else if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) endEdit(true);
      else return;
      e.preventDefault();
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.target === $("find")) {
      if (e.key === "Enter" || e.key === "Escape") {
        if (e.key === "Escape") $("find").value = "";
        search();
        refreshNow(); // a row that is not shown cannot have the focus
        $("find").blur();
        focus(passes(now) ? now : rows.find(passes) || now);
        e.preventDefault();
      }
      return;
    }
    const key = keyOf(e), onButton = /BUTTON|SUMMARY/.test(e.target.tagName);
    if (editing || !keys[key] || onButton && key.startsWith("Arrow")) return;
    e.preventDefault();
    keys[key]();
  });

  // The rest of the page.

  let typing;
  function search() {
    clearTimeout(typing);
    query = fold($("find").value.trim());
    refresh();
  }
  function choose(name) {
    filter = name;
    refreshNow();
    const r = passes(now) ? now : now.story.rows.find(passes) || rows.find(passes);
    if (r) focus(r, true);
  }
  $("find").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 120); });
  $("save").addEventListener("click", save);
  $("help").addEventListener("click", keys["?"]);
  $("tools").addEventListener("click", (e) => { const k = e.target.dataset.key; if (k) keys[k](); e.stopPropagation(); });
  document.querySelector("main").addEventListener("click", (e) => {
    const tr = e.target.closest("tbody tr");
    const row = tr && now.story.rows.find((r) => r.el === tr);
    if (!row || editing) return;
    if (row !== now) focus(row, getSelection().toString() !== "");
    if (e.target.dataset.g) say(light(row, e.target.dataset.g));
  });
  document.querySelector("main").addEventListener("pointerover", (e) => {
    if (e.pointerType === "touch") return;
    const tr = e.target.closest("tr"), group = e.target.dataset?.g;
    const row = tr && group && now.story.rows.find((r) => r.el === tr);
    if (row) light(row, group); else if (document.querySelector("mark.lit")) light(null);
  });
  addEventListener("beforeunload", (e) => { if (unsaved && !stored) e.preventDefault(); });

  document.documentElement.classList.add("js");
  for (const [name, [title]] of Object.entries(filters)) {
    const b = make("button", { type: "button", "data-filter": name }, make("span", {}, title), make("i"));
    b.onclick = () => choose(name);
    $("filters").append(b);
  }
  for (const s of stories) {
    const b = make("button", { type: "button" }, make("span", {}, s.data.story), make("i"));
    b.onclick = () => { focus(s.rows.find(passes) || s.rows[0], true); $("list").open = wide.matches; scrollTo(0, 0); };
    s.item = make("li", {}, b);
    $("stories").append(s.item);
    const box = s.el.querySelector(".plots");
    box.addEventListener("toggle", () => plots(s));
  }
  const wide = matchMedia("(min-width: 60.01rem)");
  const fit = () => {
    $("list").open = wide.matches;
    for (const s of stories) s.el.querySelector(".plots").open = wide.matches;
  };
  wide.addEventListener("change", fit);
  fit();
  for (const s of stories) restore(s);
  const left = rows.filter((r) => r.decision).length;
  focus(rows.find(waits) || rows[0], true);
  refreshNow();
  now.el.scrollIntoView({ block: "nearest" });
  if (left) say(count(left, "decision is", "decisions are") + " here from before.");
  else if (!stored) say("This browser keeps nothing for pages on disk: save before you leave.");
})();
