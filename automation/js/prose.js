// Prose: the paragraphs that explain a control. They are not its name and decide nothing
// by themselves, but "Tick to object" above a box turns it round.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const mostBefore = 6; // paragraphs before the first control of a part of the page
  const mostBeside = 3; // paragraphs on either side of a control

  // titled: something else on the page opens or names the element, so that it is a part of
  // the page of its own.
  const titled = (n) => pp.openers(n).some((t) => !n.contains(t));

  // proseFinder returns a function that returns the paragraphs for the elements of one
  // control: those before the first control under the same heading, and those between it
  // and its neighbors. taken are texts that are names already.
  pp.proseFinder = (controls, isHeading, taken) => {
    const mine = new Map(controls.flatMap((els, n) => els.map((el) => [el, n])));
    const parts = [[]];
    let part = parts[0];
    let line = '';
    let links = 0; // how many links we are in
    let prose = false; // the line has more than links in it
    const flush = () => {
      const text = line.replace(/\s+/g, ' ').trim();
      if (prose && !taken.has(pp.plain(text))) part.push({ text });
      line = '';
      prose = false;
    };
    const visit = (n) => {
      if (n.nodeType === Node.TEXT_NODE) {
        line += n.data;
        prose ||= !links && /\p{L}/u.test(n.data);
        return;
      }
      if (mine.has(n) && /^(select|button)$/.test(n.localName)) { // with nothing to read in it
        flush();
        part.push({ control: mine.get(n) });
        return;
      }
      if (n.nodeType !== Node.ELEMENT_NODE || /^(script|style|template|noscript|svg|head|select|textarea|button|option)$/.test(n.localName)) return;
      if (n.localName === 'br') {
        flush();
        return;
      }
      if (n.localName !== 'slot' && (!pp.rendered(n) || n.getAttribute('aria-hidden') === 'true')) return;
      if (isHeading(n)) {
        flush();
        parts.push(part = []);
        return;
      }
      if (mine.has(n)) {
        flush();
        part.push({ control: mine.get(n) });
        if (n.localName === 'input' || pp.role(n) === 'combobox' || pp.role(n) === 'listbox') return;
      }
      const role = pp.role(n);
      if (/^(banner|navigation|contentinfo|search|button|tab|menuitem)$/.test(role) && !mine.has(n)) return;
      const panel = titled(n);
      const block = pp.isBlock(n);
      if (block) flush();
      if (panel) parts.push(part = []);
      if (role === 'link') links++;
      for (const c of pp.flatChildren(n)) visit(c);
      if (role === 'link') links--;
      if (block) flush();
      if (panel || /^(section|article)$/.test(n.localName)) parts.push(part = []);
    };
    if (controls.length && document.body) visit(document.body);
    flush();
    // places are where in its part each control begins and ends.
    const places = new Map();
    for (const at of parts) {
      const here = new Map();
      at.forEach((item, i) => {
        if (!('control' in item)) return;
        if (here.has(item.control)) here.get(item.control).end = i;
        else here.set(item.control, { at, begin: i, end: i });
      });
      const first = at.findIndex((i) => 'control' in i);
      for (const [n, place] of here) if (!places.has(n)) places.set(n, { ...place, first });
    }
    return (n) => {
      if (!places.has(n)) return [];
      const { at, begin, end, first } = places.get(n);
      let from = begin;
      while (from > first && 'text' in at[from - 1]) from--;
      let to = end + 1;
      while (to < at.length && 'text' in at[to]) to++;
      const texts = [...at.slice(0, first).slice(-mostBefore), ...at.slice(from, begin).slice(-mostBeside), ...at.slice(end + 1, to).slice(0, mostBeside)];
      return [...new Set(texts.flatMap((i) => i.text ?? []))];
    };
  };
})();
