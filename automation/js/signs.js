// Signs: what is drawn beside a control for those who see it, and kept from everybody else:
// pictures with a name, texts that are hidden from the accessibility tree, emoji. They are no
// part of a name, and "🔕" beside a box turns it round all the same.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const edge = /^(body|main|form|fieldset|dialog|section|article)$/; // what holds more than a control
  const mostSigns = 4;
  const longest = 80; // characters of a sign

  const picture = (n) => {
    if (n.localName === 'svg') return n.querySelector('title')?.textContent || n.getAttribute('aria-label') || '';
    return n.getAttribute('role') === 'img' ? n.getAttribute('aria-label') || n.getAttribute('title') || '' : '';
  };

  // signFinder returns a function that returns the signs beside the elements of one control:
  // those in the largest container that holds no other.
  pp.signFinder = (controls, alone) => {
    return (n) => {
      const top = alone(n, edge);
      if (!top) return [];
      const out = new Set();
      const keep = (text) => {
        const said = text.replace(/\s+/g, ' ').trim();
        if (said && said.length <= longest && /[\p{L}\p{So}\p{Extended_Pictographic}]/u.test(said)) out.add(said);
      };
      const visit = (e, unspoken) => {
        if (e.nodeType === Node.TEXT_NODE) {
          if (unspoken || !/[\p{L}\p{N}]/u.test(e.data)) keep(e.data);
          return;
        }
        if (e.nodeType !== Node.ELEMENT_NODE || /^(script|style|template|noscript|select|textarea|option)$/.test(e.localName)) return;
        if (e.localName !== 'slot' && !pp.rendered(e)) return;
        const name = picture(e);
        if (name) keep(name);
        if (e.localName === 'svg') return;
        const hidden = unspoken || e.getAttribute('aria-hidden') === 'true';
        for (const c of pp.flatChildren(e)) visit(c, hidden);
      };
      for (const root of new Set([top, ...controls[n].flatMap((m) => pp.labels(m))])) visit(root, pp.concealed(root));
      return [...out].slice(0, mostSigns);
    };
  };
})();
