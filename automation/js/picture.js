// Where the rows of some controls are drawn, and what in them must be painted over. The
// page is scrolled and not changed otherwise.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const choices = 'input:not([type=hidden]),select,textarea,[role=switch],[role=checkbox],[role=radio],[role=combobox],[role=listbox],[aria-pressed]';
  const tallest = 220;

  // rowOf returns the smallest part of the page that shows the control with its name
  // and no other control. If its name is not drawn, any text beside it will do.
  const rowOf = (els, title) => {
    const mine = (c) => els.some((el) => el === c || pp.contains(el, c) || pp.contains(c, el));
    const wanted = pp.plain(title);
    let row = els[0];
    let said = false;
    for (const p of [els[0], ...pp.ancestors(els[0])]) {
      if (p === document.body || p === document.documentElement || p.localName === 'iframe') break;
      if (!els.every((el) => pp.contains(p, el)) && said) break;
      if ([...(p.shadowRoot ?? p).querySelectorAll(choices)].some((c) => !mine(c) && pp.rendered(c))) break;
      const b = p.getBoundingClientRect();
      if (b.height > tallest) break;
      const text = pp.chunks([p]).join(' ');
      if (b.width && b.height && (!said || pp.plain(text).includes(wanted))) row = p;
      said ||= !!text;
      if (text && pp.plain(text).includes(wanted)) break;
    }
    return row;
  };

  const rect = (b, el) => {
    const o = pp.offset(el);
    return { x: b.x + o.x, y: b.y + o.y, w: b.width, h: b.height };
  };

  // uncovered: the row is wholly in the view, and nothing else lies over it.
  const uncovered = (r, row) => {
    if (r.x < 0 || r.y < 0 || r.x + r.w > innerWidth + 1 || r.y + r.h > innerHeight + 1) return false;
    for (const fx of [0.02, 0.25, 0.5, 0.75, 0.98]) {
      for (const fy of [0.1, 0.5, 0.9]) {
        const hit = pp.hitAt(Math.min(r.x + fx * r.w, innerWidth - 1), Math.min(r.y + fy * r.h, innerHeight - 1));
        if (!hit || !(pp.contains(row, hit) || pp.contains(hit, row))) return false;
      }
    }
    return true;
  };

  const mail = /[^\s@<>()"',;]+@[^\s@<>()"',;]+\.[^\s@<>()"',;]+/gu;
  const escaped = (s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const patterns = (hide) => [mail, ...hide.filter((s) => s.trim()).map((s) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(s.trim())}(?![\\p{L}\\p{N}])`, 'giu'))];
  const personal = (text, all) => all.some((p) => { p.lastIndex = 0; return p.test(text); });

  const images = /^(img|picture|video|canvas|iframe|object|embed|image)$/;
  const typed = (el) => el.localName === 'textarea' || el.isContentEditable ||
    (el.localName === 'input' && !/^(checkbox|radio|button|submit|reset|range|hidden)$/.test(el.type));
  const pictured = (el) => /url\((?!["']?data:)/.test(getComputedStyle(el).backgroundImage);

  // masks returns the parts of a row that may show whose account it is: text that
  // matches a pattern, what somebody typed, and every image that is not the control
  // itself. If only several texts together match, it masks the whole row.
  const masks = (row, els, all) => {
    const out = [];
    let found = 0;
    const visit = (n) => {
      if (n.nodeType === Node.TEXT_NODE) {
        for (const p of all) {
          for (const m of n.data.matchAll(p)) {
            const range = n.ownerDocument.createRange();
            range.setStart(n, m.index);
            range.setEnd(n, m.index + m[0].length);
            for (const b of range.getClientRects()) out.push(rect(b, n.parentElement));
            found++;
          }
        }
        return;
      }
      if (n.nodeType !== Node.ELEMENT_NODE || !pp.rendered(n)) return;
      const control = els.some((el) => pp.contains(el, n) || pp.contains(n, el));
      const shown = n.localName === 'select' ? [...n.selectedOptions].map((o) => o.text).join(' ') : '';
      if (images.test(n.localName) || typed(n) || personal(shown, all) || (!control && pictured(n))) {
        out.push(rect(n.getBoundingClientRect(), n));
        return;
      }
      for (const c of pp.flatChildren(n)) visit(c);
    };
    visit(row);
    const text = pp.chunks([row]).join(' ');
    const count = all.reduce((n, p) => n + [...text.matchAll(p)].length, 0);
    return count > found ? [rect(row.getBoundingClientRect(), row)] : out;
  };

  const whole = (r) => ({ x: Math.round(r.x), y: Math.round(r.y), w: Math.round(r.w), h: Math.round(r.h) });

  // rows scrolls the first of the items into view. It returns where that one is drawn,
  // and those after it that are in view, too.
  pp.rows = async (items, hide, scroll) => {
    const all = patterns(hide);
    const parts = items.map((it) => {
      const els = it.refs.map(pp.element).filter(Boolean);
      return els.length ? { els, row: rowOf(els, it.title) } : null;
    });
    const first = parts.find(Boolean);
    if (scroll && first) {
      first.row.scrollIntoView({ block: 'start', inline: 'nearest', behavior: 'instant' });
      await pp.frame();
      if (!uncovered(rect(first.row.getBoundingClientRect(), first.row), first.row)) {
        first.row.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      }
      await pp.frame();
      await pp.frame();
    }
    const out = [];
    parts.forEach((part, i) => {
      if (!part) return;
      const r = rect(part.row.getBoundingClientRect(), part.row);
      if (r.w < 3 || r.h < 3 || !uncovered(r, part.row)) return;
      out.push({ item: i, row: pp.ref(part.row), box: whole(r), masks: masks(part.row, part.els, all).map(whole) });
    });
    return { width: innerWidth, rows: out };
  };
})();
