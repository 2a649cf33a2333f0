// Foundation's accordion in the classic markup, disclosure buttons in the
// others. A click on an open title closes it; a fragment opens its section.
(() => {
  const closed = plex.has('accordion-closed');
  const sections = [...document.querySelectorAll('[data-accordion-item]')].map((item) => ({
    title: item.querySelector('.accordion-title, [aria-expanded], summary'),
    content: item.querySelector('[data-tab-content]'),
    item,
  }));
  const set = (s, open) => {
    s.content.hidden = !open;
    s.item.classList.toggle('is-active', open);
    if (s.item.tagName === 'DETAILS') s.item.open = open;
    if (s.title.hasAttribute('aria-expanded')) s.title.setAttribute('aria-expanded', String(open));
  };
  const byHash = () => sections.find((s) => `#${s.content.id}` === location.hash);
  for (const s of sections) {
    set(s, s.item.dataset.open === 'true' && !closed);
    s.title.addEventListener('click', (e) => { e.preventDefault(); set(s, s.content.hidden); });
  }
  const follow = () => { const s = byHash(); if (s) { set(s, true); s.item.scrollIntoView(); } };
  addEventListener('hashchange', follow);
  follow();
})();
