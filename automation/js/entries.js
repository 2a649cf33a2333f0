// Entries: an open list without roles. Some of its texts are known; what stands beside them
// in the same list is offered, too, whatever it is called.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const chain = (el) => [el, ...pp.ancestors(el)].reverse();

  // together returns the innermost element that holds all others.
  const together = (els) => {
    const chains = els.map(chain);
    let at = 0;
    while (chains.every((c) => c[at] && c[at] === chains[0][at])) at++;
    return chains[0][at - 1];
  };

  const greyed = (el) => pp.disabled(el) || getComputedStyle(el).pointerEvents === 'none';

  // entriesOf returns all entries of the list that the elements are entries of; none if the
  // list is built otherwise than with an entry after the other.
  pp.entriesOf = (refs) => {
    const els = refs.map(pp.element);
    if (els.length < 2 || els.some((el) => !el)) return [];
    const list = together(els);
    if (!list || els.includes(list)) return [];
    const out = [];
    for (const c of pp.flatChildren(list)) {
      const text = c.nodeType === Node.ELEMENT_NODE && !pp.rendered(c) ? '' : pp.chunks([c]).join(' ');
      if (!text) continue;
      if (c.nodeType !== Node.ELEMENT_NODE) return [];
      const known = els.filter((el) => pp.contains(c, el));
      if (known.length > 1) return [];
      const blocks = pp.chunks([c]);
      out.push({ ref: pp.ref(known[0] ?? c), text: pp.cut(blocks[0], 500), help: pp.cut(blocks.slice(1).join(' '), 500), value: '', selected: false, disabled: greyed(known[0] ?? c) });
    }
    return out;
  };
})();
