// Rows: which text belongs to a control without a name of its own. A text counts only
// if it cannot belong to another control, so that nothing is guessed.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  // suspects look like switches but have no role: a div with a class and a click
  // handler. They cannot be read or set, but the text beside them is theirs.
  const suspects = (count) => {
    const out = [];
    for (const el of document.querySelectorAll('[class*=toggle i],[class*=switch i],[class*=slider i],[class*=checkbox i]')) {
      if (count.has(el) || out.some((s) => s.contains(el)) || el.textContent.trim() || !pp.rendered(el)) continue;
      const b = el.getBoundingClientRect();
      if (b.width < 8 || b.height < 8 || b.width > 120 || b.height > 60 || paints(el, count)) continue;
      out.push(el);
    }
    return out;
  };

  // paints: the element is a part of the drawing of a control in the same line.
  const paints = (el, count) => {
    for (let p = pp.flatParent(el), n = 0; p && n < 3; p = pp.flatParent(p), n++) {
      if (p.getBoundingClientRect().height >= 60) return false;
      if (count.has(p)) return true;
    }
    return false;
  };

  // rowFinder returns a function. For the members of one choice, that returns the text
  // that is beside them and beside no other control. It has the members' row as box, and
  // in beyond the first members of those whose text is not in a row of their own. A row ends
  // before end, where there is one: other controls are in that.
  pp.rowFinder = (all, end = null) => {
    const count = new Map();
    const beyond = new Set();
    const tally = (el) => {
      for (let p = el; p; p = pp.flatParent(p)) count.set(p, (count.get(p) ?? 0) + 1);
    };
    for (const f of all) tally(f.el);
    // roles are those of the controls in an element, in their order.
    const within = new Map();
    for (const f of all) {
      for (let p = f.el; p; p = pp.flatParent(p)) {
        if (!within.has(p)) within.set(p, []);
        within.get(p).push(f.role);
      }
    }
    const roles = (node) => within.get(node)?.join() ?? '';
    for (const el of end ? [] : suspects(count)) tally(el);
    // A control with a name of its own gets a text only if it is close: in the same
    // line, or in the control's own label.
    const find = (members, close = false) => {
      const own = new Set(members);
      // The label of a single answer is not the question, but a label that all answers
      // have may be.
      const named = members.map((m) => [...pp.labels(m), ...pp.references(m, 'aria-labelledby')]);
      const names = members.length > 1 ? named.flat().filter((n) => !named.every((all) => all.includes(n))) : [];
      const skip = (n) => own.has(n) || names.includes(n);
      let last = members[0];
      for (const p of pp.ancestors(members[0])) {
        if (p === end || (count.get(p) ?? 0) > members.length) {
          beyond.add(members[0]);
          return p === end ? [] : beside(p, members, count, skip, close, roles);
        }
        const others = pp.flatChildren(p).filter((n) => n !== last && rowAlike(n, last));
        const far = close && p.localName !== 'label' ? pp.flatChildren(p).filter((n) => n !== last && !level({ box: boxOf(n) }, { box: boxOf(last) })) : [];
        const text = pp.chunks([p], (n) => skip(n) || others.includes(n) || far.includes(n));
        if (text.length || far.concat(others).some((n) => pp.chunks([n]).length)) return text;
        last = p;
      }
      return [];
    };
    // box returns the largest element that has the members and no other control, and what
    // that is in; undefined if there is no other control.
    const box = (members) => {
      let inner = members[0];
      for (const p of pp.ancestors(members[0])) {
        if ((count.get(p) ?? 0) > members.length) return { inner, outer: p };
        inner = p;
      }
    };
    return Object.assign(find, { box, beyond });
  };

  // rowAlike: it has the same structure on another line, so it is another row.
  const rowAlike = (a, b) => a.nodeType === Node.ELEMENT_NODE && typeof b.className === 'string' && !!b.className &&
    a.localName === b.localName && a.className === b.className && !level({ box: boxOf(a) }, { box: boxOf(b) });

  // beside returns the text next to a control in a container that has other controls.
  const beside = (container, members, count, skip, close, roles) => {
    const line = segment(container, members, count, skip);
    const me = line.findIndex((t) => t.mine);
    if (me < 0) return [];
    // Controls of one kind in one line without text between them are columns of a
    // table. The text beside them names all of them, or none.
    const mate = (t) => t.control && level(t, line[me]) && (members.some((m) => pp.contains(t.node, m)) || roles(t.node) === roles(line[me].node));
    let left = me;
    let right = me;
    while (left > 0 && mate(line[left - 1])) left--;
    while (right < line.length - 1 && mate(line[right + 1])) right++;
    const from = line.slice(0, left).findLastIndex((t) => t.control);
    const to = line.findIndex((t, i) => i > right && t.control);
    const before = line.slice(from + 1, left);
    const after = line.slice(right + 1, to < 0 ? undefined : to);
    const near = [...before, ...after].filter((t) => level(t, line[me]));
    if (close && left < right) return words(near); // a single column may have a name
    if (close) return words(near.some((t) => line.some((o) => o.control && !o.mine && level(t, o))) ? [] : near);
    if (from < 0 && to < 0) return words(near.length ? near : [...before, ...after]);
    // The container has other controls. If text comes first in it, each row begins with
    // its text; if text comes last, each row ends with it.
    const first = line[0].control;
    const final = line[line.length - 1].control;
    if (!first && final) return words(fit(before, groups(line), -1));
    if (first && !final) return words(fit(after, groups(line), 1));
    const others = line.filter((t) => t.control && !t.mine);
    return words(near.some((t) => others.some((o) => level(t, o))) ? [] : near);
  };

  const words = (tokens) => tokens.flatMap((t) => t.text);

  // groups returns the number of texts between one control and the next.
  const groups = (line) => {
    const out = [];
    let n = 0;
    for (const t of line) {
      if (!t.control) n++;
      else {
        if (n) out.push(n);
        n = 0;
      }
    }
    if (n) out.push(n);
    return out;
  };

  // fit drops what one row has and the others do not, such as an introduction.
  const fit = (texts, sizes, step) => {
    const n = Math.min(...sizes);
    return step < 0 ? texts.slice(-n) : texts.slice(0, n);
  };

  // segment returns the texts and controls of a container around a control, up to the
  // next thing that separates rows: a line break, a heading, a whole row.
  const segment = (container, members, count, skip) => {
    const chain = new Set([members[0], ...pp.ancestors(members[0])]);
    const line = members.length > 1
      ? lines(container, count, skip, chain).find((tokens) => tokens.some((t) => chain.has(t.node))) ?? []
      : lineWith(chain, pp.once(count, container, () => byNode(lines(container, count))));
    return line.map((t) => (chain.has(t.node) ? { ...t, mine: true } : t));
  };

  // byNode returns the lines of a container by the nodes in them.
  const byNode = (all) => new Map(all.flatMap((line) => line.map((t) => [t.node, line])));

  const lineWith = (chain, nodes) => {
    for (const p of chain) if (nodes.has(p)) return nodes.get(p);
    return [];
  };

  const lines = (container, count, skip, mine = new Set()) => {
    let line = [];
    const out = [line];
    for (const node of pp.flatChildren(container)) {
      const element = node.nodeType === Node.ELEMENT_NODE;
      const control = element && count.has(node);
      const text = mine.has(node) ? [] : pp.chunks([node], skip);
      if ((element && /^(h[1-6]|br|hr|legend)$/.test(node.localName)) || (control && text.length)) out.push(line = []);
      else if (control || text.length) line.push({ node, control, text, box: boxOf(node) });
    }
    return out;
  };

  const boxOf = (n) => {
    if (n.nodeType === Node.ELEMENT_NODE) return n.getBoundingClientRect();
    const range = n.ownerDocument.createRange();
    range.selectNodeContents(n);
    return range.getBoundingClientRect();
  };

  // level: both are in one line.
  const level = (a, b) => {
    const middle = (a.box.top + a.box.bottom) / 2;
    const other = (b.box.top + b.box.bottom) / 2;
    return (middle > b.box.top && middle < b.box.bottom) || (other > a.box.top && other < a.box.bottom);
  };
})();
