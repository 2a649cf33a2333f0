// A glance: one control that the last look found is looked at again, with its own row
// only, so that a list of a thousand rows can be gone through. What it says is what a look
// would say, as long as nothing else on the page has changed. Where that is in doubt, it
// says why, and the page has to be looked at as a whole.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  // kept is what the last look knows: where it was, what lay over the page, the rows by the
  // handles of their controls, and which elements these are.
  let kept = null;

  // keepLook keeps what glances need of a look. It is replaced by the next one.
  pp.keepLook = ({ described, row, layers, roots }) => {
    const rows = new Map();
    for (const d of described) {
      const place = row.box(d.els);
      if (!place || d.els[0].ownerDocument !== document || d.els.some((el) => pp.isTold(el))) continue;
      rows.set(d.control.ref, {
        box: place.inner, outer: place.outer, text: place.inner.textContent, control: d.control, header: d.header,
        above: d.f.heads.filter((h) => !pp.contains(place.inner, h.el)), beyond: row.beyond.has(d.els[0]),
        beside: pp.once('text', place.outer, () => place.outer.textContent),
      });
    }
    const boxes = new WeakSet([...rows.values()].map((r) => r.box));
    kept = { href: location.href, layers, roots, rows, boxes, over: new Set(floating()) };
  };

  // changed says whether an element is no longer the switch that was looked at last: a page
  // may use it again for another row. What it does not know it calls unchanged.
  pp.changed = (el) => {
    const was = kept?.rows.get(pp.ref(el));
    if (!was || was.control.kind !== 'toggle') return false;
    const { name, state, role } = was.control;
    if (pp.state(el) !== state || pp.nameParts(el, role).join('\n') !== name.join('\n')) return true;
    return !name.length && was.box.textContent !== was.text;
  };

  // floating returns what floats over the page at some points of the view.
  const floating = () => {
    const out = [];
    for (const [x, y] of [[0.5, 0.5], [0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]) {
      for (let p = pp.hitAt(x * innerWidth, y * innerHeight); p && p !== document.body; p = pp.flatParent(p)) {
        if (pp.floats(p)) out.push(p);
      }
    }
    return out;
  };

  const dialogs = 'dialog[open],[role=dialog],[role=alertdialog],[aria-modal=true]';

  // disturbed says what may have come over the page since the look, or what has gone.
  const disturbed = () => {
    if (location.href !== kept.href) return 'the address has changed';
    const known = new Set(kept.layers.map((l) => l.el));
    for (const el of known) if (!el.isConnected || !pp.rendered(el) || !pp.hasBox(el)) return 'a layer has gone';
    for (const root of [document, ...kept.roots]) {
      for (const el of root?.querySelectorAll(dialogs) ?? []) {
        if (!known.has(el) && pp.rendered(el) && pp.hasBox(el)) return 'a dialog has come';
      }
    }
    for (const el of floating()) {
      const b = el.getBoundingClientRect();
      const big = b.width >= 0.6 * innerWidth && b.height >= 0.6 * innerHeight;
      if (big && !known.has(el) && !kept.over.has(el)) return 'something has come over the page';
    }
    return '';
  };

  // rowNow returns the row as it is now. A page may draw its rows anew after each click:
  // then it is the only one in the same place with the same text, and none that was there
  // before: rows below different headings may have the same text.
  const rowNow = (was) => {
    if (was.box.isConnected) return pp.flatParent(was.box) === was.outer ? was.box : null;
    if (!was.outer.isConnected || !was.text.trim()) return null;
    const same = pp.flatChildren(was.outer).filter((n) => n.nodeType === Node.ELEMENT_NODE && n.textContent === was.text);
    return same.length === 1 && !kept.boxes.has(same[0]) ? same[0] : null;
  };

  pp.glance = (ref, ask) => pp.remember(() => glance(ref, ask), false);

  const glance = (ref, ask) => {
    const was = kept?.rows.get(ref);
    if (!was) return { why: 'no look has found it' };
    const why = disturbed();
    if (why) return { why };
    const box = rowNow(was);
    if (!box || pp.concealed(box)) return { why: 'its row has gone' };
    for (const h of was.above) {
      if (!h.el.isConnected || pp.chunks([h.el]).join(' ') !== h.text) return { why: 'a heading has changed' };
    }
    const { found, opaque } = pp.gather(box, was.above);
    const mine = found.filter((f) => f.kind !== 'button');
    if (opaque.length || mine.some((f) => pp.isTold(f.el))) return { why: 'only the accessibility tree knows it' };
    const finder = pp.rowFinder(mine, was.outer);
    const row = (members, close) => (was.beyond ? was.control.row : finder(members, close));
    const described = pp.describe(found, { layers: kept.layers, selectors: ask.css, row, column: () => was.header, lane: () => was.control.column });
    if (was.beyond && !was.control.name.length && was.outer.textContent !== was.beside) return { why: 'what is beside it has changed' };
    if (!was.beyond && finder.beyond.size) return { why: 'its name is no longer in its row' };
    for (const d of described) {
      d.control.around = was.control.around;
      d.control.signs = was.control.signs;
      if (d.control.ref === ref) continue;
      kept.rows.set(d.control.ref, { ...was, box, control: d.control });
      kept.boxes.add(box);
    }
    return { controls: described.map((d) => d.control) };
  };
})();
