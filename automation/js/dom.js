// The document as a person sees it: with shadow roots, filled slots and frames of the
// same origin, and without what is hidden. It runs in an isolated world, so the page's
// own scripts cannot see anything of it.
(() => {
  'use strict';
  const pp = (globalThis.plexpriv ??= {});

  // flatChildren returns what an element shows: its shadow tree instead of its
  // children, the content of a slot, the document of a frame.
  pp.flatChildren = (el) => pp.once('children', el, () => children(el));

  const children = (el) => {
    if (el.localName === 'slot') {
      const assigned = el.assignedNodes({ flatten: true });
      return assigned.length ? assigned : [...el.childNodes];
    }
    if (el.localName === 'iframe') {
      const doc = pp.frameDocument(el);
      return doc?.body ? [doc.body] : [];
    }
    return [...(el.shadowRoot ?? el).childNodes];
  };

  pp.frameDocument = (frame) => {
    try {
      return frame.contentDocument;
    } catch {
      return null; // another origin
    }
  };

  pp.flatParent = (el) => {
    if (el.assignedSlot) return el.assignedSlot;
    if (el.parentElement) return el.parentElement;
    const root = el.getRootNode();
    if (root.host) return root.host; // a frame has a ShadowRoot class of its own
    return root.defaultView?.frameElement ?? null;
  };

  pp.ancestors = function* (el) {
    for (let p = pp.flatParent(el); p; p = pp.flatParent(p)) yield p;
  };

  pp.contains = (outer, inner) => {
    for (let p = inner; p; p = pp.flatParent(p)) if (p === outer) return true;
    return false;
  };

  const mostUp = 6; // containers around a control

  // aloneFinder returns a function that returns the largest container around an element of the
  // n-th control that holds no other control, and is inside all that edge matches.
  pp.aloneFinder = (controls) => {
    const count = new Map();
    for (const els of controls) {
      const mine = new Set();
      for (const el of els) for (let p = el; p; p = pp.flatParent(p)) mine.add(p);
      for (const p of mine) count.set(p, (count.get(p) ?? 0) + 1);
    }
    return (n, edge) => {
      let top = controls[n][0];
      for (let i = 0; top && i < mostUp; i++) {
        const p = pp.flatParent(top);
        if (!p || count.get(p) !== 1 || edge.test(p.localName ?? '')) break;
        top = p;
      }
      return top;
    };
  };

  // closest is Element.closest across shadow roots and frames.
  pp.closest = (el, selector) => {
    for (let p = el; p; p = pp.flatParent(p)) if (p.matches?.(selector)) return p;
    return null;
  };

  // offset returns where the coordinates of an element's frame begin in the tab.
  pp.offset = (el) => {
    let x = 0;
    let y = 0;
    for (let w = el.ownerDocument.defaultView; w && w !== w.top && w.frameElement; w = w.parent) {
      const b = w.frameElement.getBoundingClientRect();
      x += b.left + w.frameElement.clientLeft;
      y += b.top + w.frameElement.clientTop;
    }
    return { x, y };
  };

  // rendered: the element is laid out and not invisible. It may have an opacity of 0,
  // because some drawn switches put a transparent checkbox over their drawing.
  pp.rendered = (el) => pp.once('rendered', el, () => el.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }));

  pp.hasBox = (el) => {
    const b = el.getBoundingClientRect();
    return b.width > 0 && b.height > 0;
  };

  // remember caches the results of pp.once while work runs, because the page does not
  // change during one look. whole says that the work is about the whole page.
  let memory = null;
  let whole = false;
  pp.remember = (work, all = true) => {
    memory = new Map();
    whole = all;
    try {
      return work();
    } finally {
      memory = null;
    }
  };
  pp.looksAtAll = () => !!memory && whole;
  pp.once = (topic, el, make) => {
    if (!memory) return make();
    if (!memory.has(topic)) memory.set(topic, new Map());
    const known = memory.get(topic);
    if (!known.has(el)) known.set(el, make());
    return known.get(el);
  };

  // away: the element is rendered, but hidden together with its text: faded out,
  // collapsed to nothing, or positioned outside the document. If its text is not hidden
  // with it, something is drawn in its place, and it is not away.
  pp.away = (el, faded = true) => {
    let loose = false; // not clipped by ancestors that are not positioned
    for (let p = el; p?.style; p = pp.flatParent(p)) {
      const s = getComputedStyle(p);
      if (faded && s.opacity === '0' && hasText(p)) return true;
      const place = s.position;
      if (/hidden|clip/.test(s.overflow) && !(loose && place === 'static') && slim(p) && hasText(p)) return true;
      if (place === 'fixed') break;
      if (place !== 'static') loose = place === 'absolute';
    }
    return pp.outside(el);
  };

  const slim = (el) => {
    const b = el.getBoundingClientRect();
    return b.height < 2 || b.width < 2;
  };
  const hasText = (el) => el.localName !== 'select' && pp.once('hasText', el, () => !!(el.shadowRoot ?? el).textContent.trim());

  // outside: to the left of the document or above it, where nobody can scroll to.
  pp.outside = (el) => {
    const b = el.getBoundingClientRect();
    if (b.right > 0 && b.bottom > 0) return false;
    let x = 0;
    let y = 0;
    for (let p = el.parentElement ?? pp.flatParent(el); p && p.ownerDocument === el.ownerDocument; p = pp.flatParent(p)) {
      if (getComputedStyle(p).direction === 'rtl') x = Infinity; // scrolls the other way
      x += p.scrollLeft;
      y += p.scrollTop;
    }
    return b.right + x <= 0 || b.bottom + y <= 0;
  };

  // seen: a person sees the element, or would after scrolling.
  pp.seen = (el, faded = true) => pp.rendered(el) && pp.hasBox(el) && !pp.away(el, faded);

  // concealed: the page removed the element from the accessibility tree on purpose.
  pp.concealed = (el) => !!pp.closest(el, '[aria-hidden="true"],[inert]');

  const blocks = /^(block|flex|grid|table|list-item|table-row|table-cell|table-caption|flow-root)/;
  const isBlock = pp.isBlock = (el) => el.localName !== 'slot' && pp.once('block', el, () => blocks.test(getComputedStyle(el).display));
  const mute = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head']);

  // cut shortens a text that is longer than any that a page needs.
  pp.cut = (s, most) => s.length > most ? s.slice(0, most - 1) + '…' : s;

  // chunks returns the visible text below the nodes, one string per block of layout,
  // without the subtrees for which skip(el) is true.
  pp.chunks = (nodes, skip = () => false) => {
    const out = [];
    let line = '';
    const flush = () => {
      const s = line.replace(/\s+/g, ' ').trim();
      if (s) out.push(pp.cut(s, 5000));
      line = '';
    };
    const visit = (n) => {
      if (n.nodeType === Node.TEXT_NODE) {
        if (!skip(n)) line += n.data;
        return;
      }
      if (n.nodeType !== Node.ELEMENT_NODE) return;
      if (n.localName === 'br') return flush();
      if (n.localName === 'img' && n.alt) line += ' ' + n.alt + ' ';
      if (mute.has(n.localName) || skip(n)) return;
      if (n.localName !== 'slot' && !pp.rendered(n)) return;
      if (n.getAttribute('aria-hidden') === 'true') return;
      const block = isBlock(n);
      if (block) flush();
      for (const c of pp.flatChildren(n)) visit(c);
      if (block) flush();
    };
    for (const n of nodes) visit(n);
    flush();
    return out;
  };

  // Handles: an element keeps its number as long as it exists, and an element that
  // replaces it gets another one.
  const ids = new WeakMap();
  const elements = new Map();
  let next = 1;
  pp.ref = (el) => {
    let id = ids.get(el);
    if (!id) {
      id = next++;
      ids.set(el, id);
      elements.set(id, new WeakRef(el));
    }
    return id;
  };
  pp.element = (id) => {
    const el = elements.get(id)?.deref();
    return el?.isConnected ? el : null;
  };
})();
