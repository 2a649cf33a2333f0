// What an element is, what it is called and what it shows: role, accessible name and
// state, following WAI-ARIA 1.2, HTML-AAM and accname-1.2 as far as settings pages need
// them. Before anything is clicked, the browser's own accessibility tree is asked as
// well.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const inputRoles = {
    checkbox: 'checkbox', radio: 'radio', button: 'button', submit: 'button', reset: 'button',
    image: 'button', range: 'slider', number: 'spinbutton', hidden: '',
  };

  const nativeRole = (el) => {
    const name = el.localName;
    if (/^h[1-6]$/.test(name)) return 'heading';
    switch (name) {
      case 'input':
        if (el.type === 'checkbox' && el.hasAttribute('switch')) return 'switch';
        return inputRoles[el.type] ?? (el.hasAttribute('list') ? 'combobox' : 'textbox');
      case 'select': return el.multiple || el.size > 1 ? 'listbox' : 'combobox';
      case 'a': case 'area': return el.hasAttribute('href') ? 'link' : '';
      case 'footer': case 'header':
        if (pp.closest(el, 'main,article,section,aside,nav')) return '';
        return name === 'footer' ? 'contentinfo' : 'banner';
      default:
        return {
          button: 'button', summary: 'button', option: 'option', textarea: 'textbox', dialog: 'dialog',
          fieldset: 'group', details: 'group', nav: 'navigation', main: 'main', aside: 'complementary',
          form: 'form', progress: 'progressbar', search: 'search', table: 'table', tr: 'row',
        }[name] ?? '';
    }
  };

  pp.role = (el) => {
    const given = el.getAttribute('role')?.trim().toLowerCase().split(/\s+/)[0];
    const role = given && given !== 'none' && given !== 'presentation' ? given : told(el)?.role ?? nativeRole(el);
    return opensList(el, role) ? 'combobox' : role;
  };

  // opensList: a field that nobody can write in, and that opens a list, is a drop-down
  // whatever it calls itself.
  const opensList = (el, role) => /^(|textbox|searchbox)$/.test(role) && el.getAttribute('aria-haspopup') === 'listbox' &&
    (role ? !!el.readOnly || el.getAttribute('aria-readonly') === 'true' : el.hasAttribute('tabindex'));

  // Only the accessibility tree knows the role and state of some custom elements
  // (ElementInternals). What it said is kept here from one look to the next.
  let answers = new WeakMap();
  const told = (el) => (el.localName.includes('-') ? answers.get(el) : undefined);
  pp.tell = (all) => {
    answers = new WeakMap();
    for (const a of all) {
      const el = pp.element(a.ref);
      if (el && a.role) answers.set(el, { role: a.role, state: a.state, name: a.name, disabled: a.disabled });
    }
  };

  // opaque: a custom element that can be operated and has no role of its own.
  pp.opaque = (el) => el.localName.includes('-') && !el.hasAttribute('role') &&
    (el.hasAttribute('tabindex') || el.matches(':disabled')) && el.matches(':defined');

  const byIds = (el, attribute) =>
    (el.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean)
      .map((id) => el.getRootNode().getElementById?.(id) ?? el.ownerDocument.getElementById(id))
      .filter(Boolean);

  // textOf returns a node's text even if it is hidden: what a label points at names a
  // control whether or not it shows (accname 2A).
  const textOf = (el, skip) => {
    const seen = pp.chunks([el], skip);
    return seen.length ? seen : [(el.getAttribute('aria-label') ?? el.textContent).replace(/\s+/g, ' ').trim()].filter(Boolean);
  };

  const fromContent = new Set([
    'button', 'link', 'checkbox', 'switch', 'radio', 'option', 'menuitem', 'menuitemcheckbox',
    'menuitemradio', 'tab', 'heading', 'treeitem', 'cell', 'gridcell', 'row',
  ]);
  const embedded = (self) => (n) => n === self || /^(input|select|textarea)$/.test(n.localName) ||
    (n !== self && /^(listbox|combobox|menu)$/.test(n.getAttribute?.('role') ?? ''));

  // labels returns the labels of an element. The browser searches its whole document for
  // them, so that a look makes one search for all elements.
  pp.labels = (el) => {
    if (!pp.looksAtAll()) return [...(el.labels ?? el.getRootNode().host?.labels ?? [])];
    const owner = [el, el.getRootNode().host].find((e) => e && 'labels' in e);
    return owner ? labelsIn(owner.getRootNode()).get(owner) ?? [] : [];
  };

  const labelsIn = (root) => pp.once('labels', root, () => {
    const out = new Map();
    for (const l of root.querySelectorAll('label')) {
      const of = l.control;
      if (of && !out.has(of)) out.set(of, []);
      if (of) out.get(of).push(l);
    }
    return out;
  });

  // openers returns what refers to a part of the page by its id, in its own tree: links to
  // it, and what says that it controls it.
  pp.openers = (el) => {
    if (!el.id) return [];
    if (pp.looksAtAll()) return openersIn(el.getRootNode()).get(el.id) ?? [];
    const id = CSS.escape(el.id);
    return [...(el.getRootNode().querySelectorAll?.(`a[href="#${id}"],[aria-controls~="${id}"]`) ?? [])];
  };

  const openersIn = (root) => pp.once('openers', root, () => {
    const out = new Map();
    const add = (id, el) => {
      if (!out.has(id)) out.set(id, []);
      if (!out.get(id).includes(el)) out.get(id).push(el);
    };
    for (const el of root.querySelectorAll?.('a[href^="#"],[aria-controls]') ?? []) {
      if (el.localName === 'a' && el.getAttribute('href')?.startsWith('#')) add(el.getAttribute('href').slice(1), el);
      for (const id of (el.getAttribute('aria-controls') ?? '').split(/\s+/).filter(Boolean)) add(id, el);
    }
    return out;
  });

  // nameParts returns the accessible name, block by block. No name is longer than that.
  pp.nameParts = (el, role = pp.role(el)) => named(el, role).map((s) => pp.cut(s, 500));

  const named = (el, role) => {
    const pointed = byIds(el, 'aria-labelledby').flatMap((n) => (n === el ? [el.getAttribute('aria-label') ?? ''] : textOf(n, embedded(el))));
    if (pointed.some(Boolean)) return pointed.filter(Boolean);
    const own = el.getAttribute('aria-label')?.trim();
    if (own) return [own];
    if (el.localName === 'input' && /^(button|submit|reset|image)$/.test(el.type)) {
      const v = (el.value || el.alt || '').trim();
      return v ? [v] : [];
    }
    const labels = pp.labels(el).flatMap((l) => textOf(l, embedded(el)));
    if (labels.length) return labels;
    if (el.localName === 'fieldset') {
      const legend = [...el.children].find((c) => c.localName === 'legend');
      if (legend) return textOf(legend);
    }
    if (told(el)?.name) return [told(el).name];
    if (fromContent.has(role) && el.localName !== 'input') {
      const text = pp.chunks([...pp.flatChildren(el)], (n) => /^(input|select|textarea)$/.test(n.localName));
      if (text.length) return text;
    }
    const last = (el.getAttribute('title') || el.getAttribute('placeholder') || '').trim();
    return last ? [last] : [];
  };

  // column returns the header above an element in a table. It is the only name of a
  // radio button in a table with the answers as columns.
  pp.column = (el) => {
    const cell = pp.closest(el, 'td,th,[role=cell],[role=gridcell]');
    const row = cell && pp.closest(cell, 'tr,[role=row]');
    const table = row && pp.closest(row, 'table,[role=table],[role=grid]');
    if (!table) return '';
    const at = places(row).get(cell);
    const head = pp.once('head', table, () => [...table.querySelectorAll('tr,[role=row]')].find((r) => [...places(r).keys()].some((c) => pp.role(c) === 'columnheader' || (c.localName === 'th' && c.scope !== 'row'))));
    if (!head || head === row) return '';
    // A cell that spans several rows shifts the cells of the rows after its first. Then
    // the header is the cell that is drawn above.
    const tall = pp.once('tall', table, () => table.querySelector('[rowspan]:not([rowspan="1"]),[aria-rowspan]:not([aria-rowspan="1"])'));
    const over = [...places(head)].filter(([h, place]) => (tall ? above(h, cell) : place === at));
    return over.length === 1 ? pp.chunks([over[0][0]]).join(' ') : '';
  };

  const above = (head, cell) => {
    const h = head.getBoundingClientRect();
    const c = cell.getBoundingClientRect();
    const middle = (c.left + c.right) / 2;
    return h.left <= middle && middle <= h.right;
  };

  // places returns the column numbers of the cells of a row.
  const places = (row) => {
    const out = new Map();
    let at = 0;
    for (const c of row.querySelectorAll('td,th,[role=cell],[role=gridcell],[role=columnheader],[role=rowheader]')) {
      out.set(c, at);
      at += c.colSpan ?? 1;
    }
    return out;
  };

  pp.description = (el) => byIds(el, 'aria-describedby').flatMap((n) => textOf(n)).join(' ');

  // toldState is what the accessibility tree said of the state of a custom element.
  pp.toldState = (el) => told(el)?.state ?? '';

  // isTold: what the element is and shows was said by the accessibility tree.
  pp.isTold = (el) => !!told(el);

  // state returns on, off or mixed, or '' if the element does not show it.
  pp.state = (el) => {
    if (el.localName === 'input' && /^(checkbox|radio)$/.test(el.type)) {
      if (el.indeterminate && el.type === 'checkbox') return 'mixed';
      return el.checked ? 'on' : 'off';
    }
    const said = el.getAttribute('aria-checked') ?? el.getAttribute('aria-pressed') ?? el.getAttribute('aria-selected');
    return { true: 'on', false: 'off', mixed: 'mixed' }[said] ?? told(el)?.state ?? '';
  };

  pp.disabled = (el) => {
    if (el.matches(':disabled') || told(el)?.disabled) return true;
    if (pp.closest(el, '[inert]')) return true;
    for (let p = el; p; p = pp.flatParent(p)) {
      if (p.getAttribute('aria-disabled') === 'true') return true;
      if (p !== el && p.localName === 'fieldset' && p.disabled) return true;
    }
    return false;
  };

  pp.references = byIds;
})();
