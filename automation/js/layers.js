// Layers: what lies over the page. Dialogs are found by their role; covers and bars by
// their size and position.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const isDialog = (el) => /^(dialog|alertdialog)$/.test(el.getAttribute('role') ?? '') ||
    (el.localName === 'dialog' && el.open) || el.getAttribute('aria-modal') === 'true';

  const floats = pp.floats = (el) => {
    const s = getComputedStyle(el);
    return s.position === 'fixed' || s.position === 'sticky' || (s.position === 'absolute' && Number(s.zIndex) > 0);
  };

  // layers returns the dialogs, covers (most of the view) and bars (as wide as the
  // view) that show, outermost first. A cover that contains the whole page is the page.
  pp.layers = () => pp.once('layers', document, findLayers);

  const findLayers = () => {
    const out = [];
    const w = innerWidth;
    const h = innerHeight;
    const all = () => pp.once('length', document.body, () => pp.chunks([document.body]).join(' ').length);
    const visit = (el, inside) => {
      if (/^(script|style|template|noscript|head)$/.test(el.localName) || el.getAttribute('aria-hidden') === 'true') return;
      let here = inside;
      if (isDialog(el)) {
        if (pp.rendered(el) && pp.hasBox(el)) {
          out.push({ el, kind: 'dialog', inside });
          here = el;
        }
      } else if (el !== document.body && floats(el) && pp.rendered(el)) {
        const b = el.getBoundingClientRect();
        const wide = b.width >= 0.6 * w;
        const text = wide ? pp.chunks([el]).join(' ').length : 0;
        if (wide && text && all() - text > 40) {
          const cover = b.height >= 0.6 * h && getComputedStyle(el).pointerEvents !== 'none';
          if (cover || getComputedStyle(el).position !== 'absolute') {
            out.push({ el, kind: cover ? 'cover' : 'bar', inside });
            if (cover) here = el;
          }
        }
      }
      for (const c of pp.flatChildren(el)) if (c.nodeType === Node.ELEMENT_NODE) visit(c, here);
    };
    if (document.body) visit(document.body, null);
    return out;
  };

  pp.layerOf = (el, layers) => {
    if (!layers.length) return 0;
    const around = new Set([el, ...pp.ancestors(el)]);
    let best = 0;
    for (const l of layers) if (around.has(l.el)) best = pp.ref(l.el);
    return best;
  };

  pp.layerFacts = (l) => {
    const text = pp.chunks([l.el]);
    const heading = l.el.querySelector('h1,h2,h3,h4,[role=heading]');
    return {
      ref: pp.ref(l.el), kind: l.kind, text: text.join('\n').slice(0, 2000), inside: l.inside ? pp.ref(l.inside) : 0,
      name: pp.nameParts(l.el, 'dialog').join(' ') || (heading && pp.chunks([heading]).join(' ')) || text[0] || '',
      modal: l.el.getAttribute('aria-modal') === 'true' || l.el.matches(':modal'),
    };
  };
})();
