// Hints: what a page says of a control only while the pointer rests on it. People read
// them before they tick, and "Tick to object" turns a box round there, too.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const edge = /^(body|main|form|fieldset|dialog)$/; // what holds more than a control
  const mostHints = 6;
  const mostDrawn = 12; // elements whose pseudo-elements are looked at
  const attributes = ['title', 'aria-description', 'data-tooltip', 'data-tip', 'data-title', 'data-original-title', 'data-bs-title', 'data-bs-original-title', 'data-content', 'data-bs-content'];
  const selector = `${attributes.map((a) => `[${a}]`).join()},[role=tooltip],[class*=tooltip i]`;

  // drawn returns the texts that a style sheet puts before or after elements.
  const drawn = (roots) => {
    const out = [];
    for (const root of roots) {
      for (const e of [root, ...[...(root.querySelectorAll?.('*') ?? [])].slice(0, mostDrawn)]) {
        if (e.nodeType !== Node.ELEMENT_NODE) continue;
        for (const pseudo of ['::before', '::after']) {
          const said = getComputedStyle(e, pseudo).content;
          const text = /^"/.test(said) ? said.replace(/^"|"$/g, '') : '';
          if (/\p{L}{2}/u.test(text) && pp.rendered(e)) out.push(pp.cut(text.trim(), 300));
        }
      }
    }
    return out;
  };

  // hintFinder returns a function that returns the hints for the elements of one control:
  // those in the largest container that holds no other. taken are texts that are names
  // already, and alone finds that container.
  pp.hintFinder = (controls, taken, alone) => {
    return (n) => {
      const top = alone(n, edge);
      if (!top) return [];
      const labels = controls[n].flatMap((m) => pp.labels(m));
      const out = [];
      for (const root of new Set([top, ...labels])) {
        for (const e of [root, ...(root.querySelectorAll?.(selector) ?? [])]) {
          if (e.nodeType !== Node.ELEMENT_NODE || e.localName === 'option') continue;
          const said = attributes.map((a) => e.getAttribute(a));
          if (e.getAttribute('role') === 'tooltip' || (!pp.rendered(e) && e.matches('[class*=tooltip i]'))) said.push(e.textContent);
          for (const s of said) {
            const text = (s ?? '').replace(/\s+/g, ' ').trim();
            if (/\p{L}/u.test(text) && !taken.has(pp.plain(text))) out.push(pp.cut(text, 300));
          }
        }
      }
      for (const text of drawn(labels.length ? labels : [top])) if (!taken.has(pp.plain(text))) out.push(text);
      return [...new Set(out)].slice(0, mostHints);
    };
  };
})();
