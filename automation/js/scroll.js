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
})();
