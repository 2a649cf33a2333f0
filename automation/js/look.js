// One look at the tab: in a single pass, everything on it that could be a choice, a
// button or a heading, with its text and its place. It decides nothing: what the
// findings mean is decided in Go, where that can be tested.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  const toggles = new Set(['checkbox', 'switch', 'menuitemcheckbox']);
  const landmarks = new Set(['banner', 'navigation', 'contentinfo', 'main', 'complementary', 'search', 'form']);
  const buttons = new Set(['button', 'link', 'menuitem', 'tab']);
  const options = new Set(['option', 'menuitemradio', 'menuitem', 'radio']);

  // kindOf returns what kind of control or button an element is; '' if neither.
  const kindOf = (el, role) => {
    if (toggles.has(role)) return 'toggle';
    if (role === 'radio') return 'radio';
    // A list that allows several selections has no single value.
    if (el.localName === 'select') return el.multiple ? '' : 'select';
    if (role === 'listbox') return pp.isPopup(el) || el.getAttribute('aria-multiselectable') === 'true' ? '' : 'listbox';
    if (role === 'combobox') return 'popup';
    if (role === 'button') {
      if (el.hasAttribute('aria-pressed')) return 'toggle';
      if (/^(listbox|menu|true)$/.test(el.getAttribute('aria-haspopup') ?? '')) return 'popup';
    }
    if (buttons.has(role)) return 'button';
    return '';
  };

  // A listbox that another control opens is a part of that control.
  pp.isPopup = (el) => {
    const id = el.id && CSS.escape(el.id);
    const owner = id && el.getRootNode().querySelector(`[aria-controls~="${id}"],[aria-owns~="${id}"]`);
    return !!(owner && owner !== el) || !!pp.closest(el, 'dialog [role=listbox][popover]');
  };

  // present: the control shows, or what is drawn in its place does. A button that
  // appears only on hover counts, too. A label around a box shows it, whatever it is for.
  const present = (el, kind) => {
    if (pp.seen(el, kind !== 'button')) return true;
    if (kind === 'popup') return !!pp.fieldFrame(el);
    if (kind !== 'toggle' && kind !== 'radio') return false;
    const around = pp.rendered(el) && pp.closest(el, 'label');
    return pp.labels(el).some((l) => pp.seen(l)) || (!!around && pp.seen(around));
  };

  // Some widgets keep a box with their own state, in them or over their drawing. It is not
  // a second control.
  const drawn = '[role=switch],[role=checkbox],[role=radio],[aria-pressed]';
  const mirrored = (el) => {
    const around = el.localName === 'input' && /^(checkbox|radio)$/.test(el.type) ? pp.flatParent(el) : null;
    return !!around && (!!pp.closest(around, drawn) ||
      [...(around.querySelectorAll?.(drawn) ?? [])].some((w) => w !== el && pp.seen(w, false) && pp.ownBox(w) === el));
  };

  // drawnFor returns the list that is drawn in place of a hidden native one that serves
  // only the form: it has the same name, and is nearer to it than any other control.
  const drawnFor = (f, found) => {
    if (f.kind !== 'select') return null;
    const b = f.el.getBoundingClientRect();
    if (b.width >= 3 && b.height >= 3) return null;
    const name = pp.nameParts(f.el, f.role).join(' ');
    const called = (o) => {
      const parts = pp.nameParts(o.el, o.role);
      return parts[0] === name || parts.join(' ') === name;
    };
    for (const p of name ? pp.ancestors(f.el) : []) {
      const near = found.filter((o) => o !== f && o.kind !== 'button' && pp.contains(p, o.el));
      if (near.length) return near.find((o) => o.kind === 'popup' && called(o)) ?? null;
    }
    return null;
  };

  const attributes = (el) => {
    const out = {};
    const hosts = [el];
    for (let root = el.getRootNode(); root.host; root = root.host.getRootNode()) hosts.push(root.host);
    for (const e of hosts) {
      for (const a of e.attributes) {
        if (/^(id|name|title|href|value|for)$|^data-/.test(a.name) && a.value.length < 200) out[a.name] ??= a.value;
      }
    }
    return out;
  };

  const heading = (el, role) => {
    if (role === 'heading') return Number(el.getAttribute('aria-level') || el.localName[1] || 2);
    if (el.localName === 'summary' || el.localName === 'legend') return 7;
    if (role === 'button' && (el.hasAttribute('aria-expanded') && !el.hasAttribute('aria-haspopup'))) return 7;
    return 0;
  };

  // gather walks the flat tree below an element once. A heading applies to what follows it
  // in the same container, and beyond that container only if there is no control in it.
  // above are the headings that apply to the element itself.
  pp.gather = (top, above = []) => {
    const found = [];
    const headings = [];
    const frames = [];
    const opaque = [];
    const roots = [];
    const sealed = new Set();
    let busy = false;
    const visit = (el, scope) => {
      if (/^(script|style|template|noscript|head)$/.test(el.localName)) return 0;
      if (el.localName === 'iframe' && !pp.frameDocument(el)?.body) {
        if (pp.rendered(el) && pp.hasBox(el)) frames.push({ src: el.src, title: el.title, width: Math.round(el.getBoundingClientRect().width), height: Math.round(el.getBoundingClientRect().height) });
        return 0;
      }
      if (el.getAttribute('aria-hidden') === 'true' || el.inert) return 0;
      const role = pp.role(el);
      const level = heading(el, role);
      if (level && pp.rendered(el)) {
        const text = pp.chunks([el]).join(' ');
        if (text) {
          while (scope.length && scope[scope.length - 1].level >= level) scope.pop();
          scope.push({ level, text, el });
          if (level <= 6) headings.push({ level, text });
        }
      }
      if (el.getAttribute('aria-busy') === 'true' || (role === 'progressbar' && !el.hasAttribute('aria-valuenow') && pp.rendered(el))) busy = true;
      let controls = 0;
      const kind = kindOf(el, role);
      if (kind && present(el, kind) && !mirrored(el)) {
        found.push({ el, role, kind, heads: scope.slice() });
        if (kind !== 'button') controls++;
        if (kind === 'select') return controls;
      }
      const inner = scope.slice();
      if (el.shadowRoot) roots.push(el.shadowRoot);
      if (el.localName === 'iframe') roots.push(pp.frameDocument(el));
      for (const c of pp.flatChildren(el)) {
        if (c.nodeType === Node.ELEMENT_NODE) controls += visit(c, inner);
      }
      if (controls === 0 && pp.opaque(el) && pp.seen(el)) opaque.push(pp.ref(el));
      if (controls === 0 && shut(el)) sealed.add(el.localName);
      if (controls === 0) scope.splice(0, scope.length, ...inner);
      return controls;
    };
    if (top) visit(top, above.slice());
    for (const f of found) {
      f.drawn = drawnFor(f, found);
      if (f.drawn) f.drawn.twin = f.el;
    }
    return { found: found.filter((f) => !f.drawn), headings, frames, busy, opaque, roots, sealed: [...sealed].slice(0, 5) };
  };

  // shut: an element draws something of some size that is not in the document: the closed
  // root of a component, a canvas. It may hold a control.
  const shut = (el) => (el.localName.includes('-') ? !el.shadowRoot : /^(canvas|object|embed)$/.test(el.localName)) &&
    !landmarkOfFrame(el) && pp.seen(el) && pp.chunks([el]).length === 0 && !el.querySelector('*') &&
    el.getBoundingClientRect().width >= 80 && el.getBoundingClientRect().height >= 16;

  const landmarkOfFrame = (el) => /^(banner|navigation|contentinfo|search)$/.test(landmark(el));

  // sections returns the names of what the control is in, nearest first.
  const sections = (el, heads) => {
    const out = [];
    for (const p of pp.ancestors(el)) out.push(...pp.once('titles', p, () => titles(p)));
    out.push(...heads.map((h) => h.text).reverse());
    return [...new Set(out.filter((s) => s && s.length < 300))];
  };

  // titles returns the names of a container: its own name, and the text of what opens
  // it.
  const titles = (p) => {
    const out = [];
    const role = pp.role(p);
    if (/^(group|radiogroup|region|dialog|alertdialog|form|list|listbox|tabpanel)$/.test(role)) out.push(pp.nameParts(p, role).join(' '));
    if (p.localName === 'figure') {
      const caption = [...p.children].find((c) => c.localName === 'figcaption' && pp.rendered(c));
      if (caption) out.push(pp.chunks([caption]).join(' '));
    }
    const all = pp.openers(p);
    // Tabs may share one panel. It then belongs to the tab that is shown.
    const title = all.length > 1 && all.some((t) => pp.role(t) === 'tab') ? all.find(selected) : all[0];
    if (title && !p.contains(title)) out.push(pp.chunks([title]).join(' '));
    return out;
  };

  const landmark = (el) => {
    for (const p of pp.ancestors(el)) {
      const role = pp.role(p);
      if (landmarks.has(role) && role !== 'form') return role;
    }
    return '';
  };

  // path returns an element's containers, outermost first, and the element. Where two
  // paths part is the nearest common container.
  const path = (el) => {
    const out = [];
    for (let p = el; p; p = pp.flatParent(p)) out.push(pp.ref(p));
    return out.reverse();
  };

  // A field that can only be pressed has no text of its own. Its value is drawn beside
  // it in the same container, which ends before the label and other controls.
  const drawnBeside = (el) => {
    const p = container(el, (c) => !!pp.chunks([c]).join(' ').trim());
    return p ? pp.chunks([p]).join(' ').trim() : '';
  };

  // container returns the nearest container of a field for which fits holds.
  const container = (el, fits) => {
    const names = [...(el.labels ?? []), ...pp.references(el, 'aria-labelledby')];
    for (let p = pp.flatParent(el); p && p !== document.body; p = pp.flatParent(p)) {
      if (names.some((n) => pp.contains(p, n)) || [...(p.querySelectorAll?.('input,select,textarea,button') ?? [])].some((c) => c !== el && pp.seen(c))) return null;
      if (fits(p)) return p;
    }
    return null;
  };

  // fieldFrame returns what is drawn in place of the field of a drop-down that does not
  // show itself or lets presses through; null if nothing is.
  pp.fieldFrame = (el) => (el.localName === 'input' && pp.rendered(el) ? container(el, (c) => {
    const b = c.getBoundingClientRect();
    return pp.seen(c) && b.width >= 20 && b.height >= 10 && b.height < 120 && getComputedStyle(c).pointerEvents !== 'none';
  }) : null);

  // A list may be drawn with its label inside. Any other text in it is the value.
  const beyondName = (texts, el) => {
    const rest = texts.filter((t) => pp.plain(t) !== pp.plain(pp.nameParts(el).join(' ')));
    return rest.length ? rest : texts;
  };

  const valueOf = (el) => {
    if (el.localName === 'input') return [el.value || (el.readOnly ? drawnBeside(el) : '')];
    const said = el.getAttribute('aria-valuetext');
    return said === null ? beyondName(pp.chunks([...pp.flatChildren(el)]), el) : [said];
  };

  // answer returns the name of one of several answers. If the name of each begins with
  // the question, the question is left out.
  const answer = (el, all) => {
    const [first, ...more] = all.length > 1 ? pp.references(el, 'aria-labelledby') : [];
    const asked = more.length && all.every((o) => pp.references(o, 'aria-labelledby')[0] === first);
    const rest = asked ? pp.chunks(more) : [];
    return rest.length ? rest : pp.nameParts(el);
  };

  // titled parts the blocks of an option into its title and what explains it.
  const titled = (blocks) => {
    const lines = blocks.map((b) => b.replace(/\s+/g, ' ').trim());
    const at = Math.max(0, lines.findIndex((b) => /[\p{L}\p{N}]/u.test(b)));
    return [lines[at] ?? '', lines.slice(at + 1).join(' ')];
  };

  const optionOf = (el, all = []) => {
    const [text, help] = titled(el.localName === 'option' ? [el.label || el.text] : answer(el, all));
    return { ...optionFacts(el), text: pp.cut(text || pp.column(el), 500), help: pp.cut(help, 500) };
  };

  const optionFacts = (el) => ({
    ref: pp.ref(el),
    value: el.getAttribute('value') ?? '',
    group: pp.cut(el.closest('optgroup')?.label ?? '', 200),
    selected: el.localName === 'option' ? el.selected : pp.state(el) === 'on',
    // The keyboard skips an option that is not drawn.
    disabled: pp.disabled(el) || (el.localName === 'option' && getComputedStyle(el).display === 'none'),
    setSize: Math.max(0, Number(el.getAttribute('aria-setsize')) || 0),
  });

  // tally counts how often each thing is in a list.
  const tally = (all) => {
    const out = new Map();
    for (const x of all) out.set(x, (out.get(x) ?? 0) + 1);
    return out;
  };

  // groups joins radio buttons that exclude one another into one choice.
  const groups = (radios) => {
    const out = new Map();
    for (const r of radios) {
      const set = pp.closest(r.el, '[role=radiogroup]');
      const key = r.el.localName === 'input' && r.el.name
        ? `${pp.ref(r.el.getRootNode().host ?? r.el.ownerDocument.body)}/${r.el.form ? pp.ref(r.el.form) : 0}/${r.el.name}`
        : `group/${pp.ref(set ?? pp.closest(r.el, 'fieldset') ?? pp.flatParent(pp.flatParent(r.el) ?? r.el) ?? r.el)}`;
      if (!out.has(key)) out.set(key, { members: [], set: null });
      const g = out.get(key);
      g.members.push(r);
      g.set = set ?? pp.closest(r.el, 'fieldset');
    }
    // A container with several such groups is not the name of any of them.
    const all = [...out.values()];
    const sets = tally(all.map((g) => g.set));
    for (const g of all) if (sets.get(g.set) > 1) g.set = null;
    return all;
  };

  // groupName returns the name of a choice. One without a name has that of the fieldset
  // that holds nothing else.
  const groupName = (set, members) => {
    const own = pp.nameParts(set);
    const field = own.length ? null : pp.closest(pp.flatParent(set) ?? set, 'fieldset');
    return field && field.querySelectorAll('[role=radiogroup],[role=radio],input,select').length <= members.length + 1 + set.querySelectorAll('[role=radio] input').length
      ? pp.nameParts(field) : own;
  };

  // expanded says whether a disclosure is open: by aria-expanded, by <details open>, or
  // by whether the part of the page that it refers to shows.
  const expanded = (el) => {
    const said = el.getAttribute('aria-expanded');
    if (said !== null) return said;
    if (el.localName === 'summary') return String(!!el.parentElement?.open);
    const id = el.getAttribute('aria-controls') ?? (el.getAttribute('href')?.startsWith('#') ? el.getAttribute('href').slice(1) : '');
    const part = id && el.getRootNode().getElementById?.(id);
    return part ? String(pp.seen(part)) : '';
  };

  // selected: the tab or page number that is shown, among several.
  const selected = (el) => {
    if (el.getAttribute('aria-selected') === 'true') return true;
    const current = el.getAttribute('aria-current') ?? el.closest('[aria-current]')?.getAttribute('aria-current');
    return !!current && current !== 'false';
  };

  // setSize is the aria-setsize of the control's row; 0 without one.
  const setSize = (el) => Math.max(0, Number(pp.closest(pp.flatParent(el), '[aria-setsize]:not([role=radio])')?.getAttribute('aria-setsize')) || 0);

  // What a look takes is bounded: it must be over within the time of one call, and its
  // answer must not fill our memory. Lists of vendors have some two thousand controls, and
  // the longest legal text on a page of settings has some hundred thousand characters.
  // Scripts in the body count, too, because counting must not take long.
  const mostControls = 5000;
  const mostText = 10_000_000;

  const controlLike = 'input:not([type=hidden]),select,textarea,button,a[href],[role=button],[role=checkbox],[role=switch],[role=radio],[role=combobox],[role=listbox]';

  // excess says of what the page has too much. It only counts, which takes no time; what is
  // hidden counts, too.
  const excess = () => {
    if (document.querySelectorAll(controlLike).length > mostControls) return `more than ${mostControls} controls and buttons`;
    if ((document.body?.textContent.length ?? 0) > mostText) return `more than ${mostText / 1e6} million characters of text`;
    return '';
  };

  // cssTester returns a function that says which of some selectors match an element.
  const cssTester = (selectors) => (el) => (selectors ?? []).flatMap((s, i) => {
    try {
      return pp.closest(el, s) === el || el.getRootNode().host?.matches(s) ? [i] : [];
    } catch {
      return [];
    }
  });

  // matesIn returns a function that returns a toggle with the pressed buttons in the same
  // container, which exclude one another.
  const matesIn = (found) => {
    const pressable = new Map();
    const pressed = (f) => f.kind === 'toggle' && f.el.hasAttribute('aria-pressed');
    for (const f of found.filter(pressed)) {
      if (!pressable.has(f.el.parentNode)) pressable.set(f.el.parentNode, []);
      pressable.get(f.el.parentNode).push(f.el);
    }
    return (f) => (pressed(f) ? pressable.get(f.el.parentNode) : [f.el]);
  };

  const lineOf = (el) => pp.closest(el, 'tr,[role=row]');

  // columnFinder: if a row has several controls, each is named by its column.
  const columnFinder = (toggles) => {
    const inLine = new Map();
    for (const f of toggles) {
      for (let p = f.el; p; p = pp.flatParent(p)) if (p.matches('tr,[role=row]')) inLine.set(p, (inLine.get(p) ?? 0) + 1);
    }
    return (f) => {
      const line = f.kind === 'toggle' && lineOf(f.el);
      return line && inLine.get(line) > 1 ? pp.column(f.el) : '';
    };
  };

  // laneFinder returns a function that returns the header of the column that a checkbox is
  // in, if some row of its table has several checkboxes; also if its own row has only one.
  const laneFinder = (toggles) => {
    const lines = tally(toggles.map((f) => lineOf(f.el)));
    const wide = new Set();
    for (const f of toggles) {
      const line = lineOf(f.el);
      if (!line || lines.get(line) < 2) continue;
      for (let p = f.el; p; p = pp.flatParent(p)) if (p.matches('table,[role=table],[role=grid]')) wide.add(p);
    }
    return (f) => {
      const table = f.kind === 'toggle' && pp.closest(f.el, 'table,[role=table],[role=grid]');
      return table && wide.has(table) ? pp.column(f.el) : '';
    };
  };

  const baseOf = (layers, css) => (f, role, members) => ({
    ref: pp.ref(f.el), role, layer: pp.layerOf(f.el, layers), landmark: landmark(f.el), path: path(f.el),
    disabled: members.every((m) => pp.disabled(m)), attrs: attributes(f.el), css: css(f.el),
  });

  // describe describes the controls among what was found, each with its elements. row,
  // column and lane find what depends on the controls around one.
  pp.describe = (found, { layers, selectors, row, column, lane }) => {
    const css = cssTester(selectors);
    const base = baseOf(layers, css);
    const matesOf = matesIn(found);
    const out = [];
    for (const f of found) {
      if (f.kind === 'button' || f.kind === 'radio') continue;
      const name = pp.nameParts(f.el, f.role);
      const mates = matesOf(f);
      const header = column(f);
      const c = {
        ...base(f, f.role, [f.el]), kind: f.kind, name, row: row(mates, f.kind === 'toggle' && mates.length === 1 && name.length > 0),
        section: [header, ...sections(f.el, f.heads)].filter(Boolean), description: pp.description(f.el), state: '', value: '', options: [], setSize: setSize(f.el),
        column: lane(f),
      };
      if (f.kind === 'toggle') {
        c.state = pp.state(f.el);
        c.conflict = pp.conflict(f.el);
        c.drawn = pp.chunks([...pp.flatChildren(f.el)]).filter((t) => !name.includes(t)).slice(0, 3);
      }
      if (f.kind === 'select') {
        c.options = [...f.el.options].map((o) => optionOf(o));
        c.expanded = f.el.matches(':open');
        c.conflict = pp.paintedOver(f.el, c.options);
      }
      if (f.kind === 'listbox') c.options = [...f.el.querySelectorAll('[role=option]')].map((o) => optionOf(o));
      if (f.kind === 'popup') {
        c.shown = valueOf(f.el);
        c.value = c.shown.join(' ');
        c.expanded = f.el.getAttribute('aria-expanded') === 'true';
        c.conflict = c.expanded ? '' : pp.otherChosen(f.el, c.value, f.twin);
      }
      out.push({ control: c, f, els: mates, header });
    }
    for (const g of groups(found.filter((f) => f.kind === 'radio'))) {
      const els = g.members.map((m) => m.el);
      const name = g.set ? groupName(g.set, els) : [];
      const c = {
        ...base(g.members[0], 'radiogroup', els), kind: 'radios', name, row: row(els), state: '', value: '',
        section: sections(g.members[0].el, g.members[0].heads).filter((s) => s !== name.join(' ')),
        description: g.set ? pp.description(g.set) : '', options: els.map((o) => optionOf(o, els)), setSize: setSize(els[0]),
        css: [...new Set(els.flatMap(css))], conflict: els.map(pp.conflict).find(Boolean) ?? '',
        attrs: { ...(g.set ? attributes(g.set) : {}), ...attributes(els[0]), id: g.set?.id ?? els[0].id },
      };
      out.push({ control: c, f: g.members[0], els, header: '' });
    }
    return out;
  };

  pp.look = (ask) => pp.remember(() => look(ask));

  const look = (ask) => {
    pp.tell(ask.told ?? []);
    const tooMuch = excess();
    if (tooMuch) return { tooMuch };
    const { found, headings, frames, busy, opaque, roots, sealed } = pp.gather(document.body);
    if (opaque.length && !ask.told) return { opaque };
    const layers = pp.layers();
    const row = pp.rowFinder(found.filter((f) => f.kind !== 'button'));
    const buttonRow = ask.rows ? pp.rowFinder(found) : () => [];
    const toggles = found.filter((f) => f.kind === 'toggle');
    const described = pp.describe(found, { layers, selectors: ask.css, row, column: columnFinder(toggles), lane: laneFinder(toggles) });
    const controls = described.map((d) => d.control);
    explain(controls);
    pp.keepLook({ described, row, layers, roots });
    const base = baseOf(layers, cssTester(ask.css));
    return {
      document: performance.timeOrigin, url: location.href, origin: location.origin, title: document.title, lang: document.documentElement?.lang ?? '',
      ready: document.readyState, busy, noSocket: pp.noSocket, headings, frames, sealed, layers: layers.map(pp.layerFacts), controls,
      buttons: found.filter((f) => f.kind === 'button').map((f) => ({
        ...base(f, f.role, [f.el]), name: pp.nameParts(f.el, f.role), row: buttonRow([f.el]),
        section: sections(f.el, f.heads), expanded: expanded(f.el), selected: selected(f.el),
      })),
      fields: written(roots),
      texts: ask.texts ? pp.texts(ask.texts) : {},
      marks: (ask.css ?? []).map((s) => pp.visibleMatch(s)),
      text: ask.text && document.body ? pp.chunks([document.body]) : [],
      ownText: ask.text && document.body ? ownText() : [],
    };
  };

  // written returns the fields in which something is written.
  const written = (roots) => [document, ...roots].flatMap((root) => [...root.querySelectorAll('input[type=search],input[type=text],input:not([type]),[role=searchbox]')])
    .filter((el) => /^(textbox|searchbox)$/.test(pp.role(el)) && pp.seen(el) && (el.value ?? el.textContent).trim())
    .map((el) => ({ path: path(el) }));

  // ownText returns the text of the page's main part or, without one, of all that is no
  // landmark around it: a footer speaks of everything.
  const ownText = () => {
    const mains = [...document.querySelectorAll('main, [role=main]')].filter((el) => pp.rendered(el));
    const frames = (n) => n.nodeType === Node.ELEMENT_NODE
      && (/^(footer|nav|aside)$/.test(n.localName) || (n.localName === 'header' && !mains.length)
        || /^(contentinfo|navigation|complementary|banner|search)$/.test(n.getAttribute('role') ?? ''));
    return pp.chunks(mains.length ? mains : [document.body], frames);
  };

  // explain gives each control the paragraphs around it.
  const explain = (controls) => {
    const taken = new Set(controls.flatMap((c) => [...c.name, ...c.row, c.name.join(' '), c.description, ...c.options.flatMap((o) => [o.text, o.help ?? ''])]).map(pp.plain));
    const els = controls.map((c) => (c.kind === 'radios' ? c.options.map((o) => pp.element(o.ref)) : [pp.element(c.ref)]));
    const prose = pp.proseFinder(els, (el) => heading(el, pp.role(el)) > 0, taken);
    const alone = pp.aloneFinder(els);
    const hints = pp.hintFinder(els, taken, alone);
    const signs = pp.signFinder(els, alone);
    controls.forEach((c, n) => {
      c.around = [...prose(n), ...hints(n)];
      c.signs = c.kind === 'toggle' ? signs(n).filter((s) => !pp.plain(s) || !taken.has(pp.plain(s))) : [];
      // The head of a column says what all boxes below it do, as a line with a colon does.
      const head = c.kind === 'toggle' && !c.column ? pp.column(els[n][0]) : '';
      if (head && !taken.has(pp.plain(head)) && !c.section.includes(head)) c.around.push(`${head}:`);
    });
  };

  // visibleMatch says whether anything visible matches the selector.
  pp.visibleMatch = (selector) => {
    try {
      return [...document.querySelectorAll(selector)].some((e) => pp.rendered(e) && pp.hasBox(e));
    } catch {
      return false;
    }
  };

  // plain folds a text exactly as sight.Fold does in Go.
  pp.plain = (s) => s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’‘`\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/&/g, ' and ').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

  // texts finds the innermost elements whose whole text is one of the given phrases,
  // such as rows and menu entries without a role. It returns them by topic.
  pp.texts = (topics) => {
    const layers = pp.layers();
    const wanted = Object.entries(topics).map(([topic, phrases]) => [topic, new Map(phrases.map((p) => [pp.plain(p), p]))]);
    const out = Object.fromEntries(wanted.map(([topic]) => [topic, []]));
    const visit = (el) => {
      if (/^(script|style|template|noscript|head|select)$/.test(el.localName) || el.getAttribute('aria-hidden') === 'true') return false;
      if (el.localName !== 'slot' && !pp.rendered(el)) return false;
      const kids = pp.flatChildren(el);
      let inner = false;
      for (const c of kids) if (c.nodeType === Node.ELEMENT_NODE && visit(c)) inner = true;
      if (inner) return true;
      if (!kids.some((c) => c.nodeType === Node.TEXT_NODE && c.data.trim())) return false;
      const said = pp.plain(pp.chunks([el]).join(' '));
      const about = wanted.filter(([, phrases]) => phrases.has(said) && !pp.away(el, false));
      for (const [topic, phrases] of about) {
        out[topic].push({ ref: pp.ref(el), phrase: phrases.get(said), path: path(el), layer: pp.layerOf(el, layers), interactive: pp.interactiveAround(el) });
      }
      return about.length > 0;
    };
    if (document.body) visit(document.body);
    // What holds several of them is no target for any: its middle is one of the others.
    for (const found of Object.values(out)) {
      for (const t of found.filter((x) => x.interactive && found.filter((y) => y.interactive === x.interactive).length > 1)) t.shared = true;
      for (const t of found) if (t.shared) t.interactive = 0;
    }
    return out;
  };

  // interactiveAround returns the nearest thing around a text that a person would
  // click.
  pp.interactiveAround = (el) => {
    for (let p = el; p; p = pp.flatParent(p)) {
      if (buttons.has(pp.role(p)) || options.has(pp.role(p)) || p.localName === 'summary') return pp.ref(p);
    }
    for (let p = el; p && p !== document.body; p = pp.flatParent(p)) {
      const parent = pp.flatParent(p);
      if (getComputedStyle(p).cursor === 'pointer' && parent && getComputedStyle(parent).cursor !== 'pointer') return pp.ref(p);
    }
    return 0;
  };

  pp.choicesOf = (ref) => pp.choices(pp.element(ref));

  // choices lists what an open popup offers, wherever in the document it is drawn.
  pp.choices = (opener) => {
    const own = opener ? pp.references(opener, 'aria-controls').concat(pp.references(opener, 'aria-owns')) : [];
    const out = [];
    const visit = (el) => {
      if (/^(script|style|template|noscript|head|select)$/.test(el.localName) || el.getAttribute('aria-hidden') === 'true') return;
      // An option that is only declared, in a list that nobody sees, cannot be pressed.
      if (options.has(pp.role(el)) && !(el.localName === 'input') && pp.seen(el, false)) {
        out.push({ ...optionOf(el), owned: own.some((o) => pp.contains(o, el)) });
      }
      for (const c of pp.flatChildren(el)) if (c.nodeType === Node.ELEMENT_NODE) visit(c);
    };
    if (document.body) visit(document.body);
    return out.some((o) => o.owned) ? out.filter((o) => o.owned) : out;
  };
})();
