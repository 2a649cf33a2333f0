// Scrolling lists that load or draw their rows only when these come into view. It
// changes only the scroll position.
(() => {
  'use strict';
  const pp = globalThis.plexpriv;

  // boxes returns the scroll containers around an element, innermost first, the
  // document last.
  const boxes = (el) => pp.scrollers(el ?? document.body);

  const places = (all) => all.map((b) => b.scrollTop);

  // scrollOn scrolls a list's last row to the top of its scroll container. If that
  // moves nothing, it scrolls each container to its end. It returns whether anything
  // moved. If the row is gone, it scrolls the document.
  pp.scrollOn = async (ref) => {
    const el = pp.element(ref);
    const all = boxes(el);
    const before = places(all);
    const moved = () => places(all).some((top, i) => Math.abs(top - before[i]) > 2);
    el?.scrollIntoView({ block: 'start', behavior: 'instant' });
    if (!moved()) for (const b of all) b.scrollTo({ top: b.scrollHeight, behavior: 'instant' });
    await pp.frame();
    await pp.frame();
    return moved();
  };

  // scrollChoices scrolls the list around an option by what it shows at a time. A box
  // that holds what opened the list is not the list.
  pp.scrollChoices = async (ref, opener) => {
    const el = pp.element(ref);
    if (!el) throw new Error('the list was drawn anew');
    const [box] = pp.scrollers(el);
    if (!box || box === el.ownerDocument.scrollingElement || (pp.element(opener) && pp.contains(box, pp.element(opener)))) return false;
    const before = box.scrollTop;
    box.scrollBy({ top: Math.max(box.clientHeight - 8, 20), behavior: 'instant' });
    await pp.frame();
    await pp.frame();
    return Math.abs(box.scrollTop - before) > 2;
  };

  // scrollBack scrolls to the beginning of the list around an element.
  pp.scrollBack = async (ref) => {
    const all = boxes(pp.element(ref));
    const before = places(all);
    for (const b of all) b.scrollTo({ top: 0, behavior: 'instant' });
    await pp.frame();
    await pp.frame();
    return places(all).some((top, i) => Math.abs(top - before[i]) > 2);
  };

  // inView: what the element draws is in the view, and in that of what it scrolls in.
  const inView = (el) => {
    const b = el.getBoundingClientRect();
    const middle = b.top + b.height / 2;
    return boxes(el).every((box) => {
      const root = box === el.ownerDocument.scrollingElement;
      const top = root ? 0 : box.getBoundingClientRect().top;
      return top <= middle && middle <= top + (root ? el.ownerDocument.defaultView.innerHeight : box.clientHeight);
    });
  };

  const mostViews = 30;

  // bringInView scrolls the elements that are out of view into view, one screenful after the
  // other, and then back. Pages fill some of their parts only when they are seen.
  pp.bringInView = async (refs) => {
    let views = 0;
    const back = new Map();
    const met = new Set();
    const all = refs.map((r) => pp.element(r)).filter(Boolean);
    const meet = () => all.filter(inView).forEach((el) => met.add(el));
    meet();
    for (const el of all) {
      if (met.has(el) || !el.isConnected || views++ === mostViews) continue;
      for (const box of boxes(el)) if (!back.has(box)) back.set(box, box.scrollTop);
      el.scrollIntoView({ block: 'center', behavior: 'instant' });
      await pp.frame();
      await pp.frame();
      meet();
    }
    if (!back.size) return false;
    for (const [box, top] of back) box.scrollTo({ top, behavior: 'instant' });
    await pp.frame();
    return true;
  };
})();
