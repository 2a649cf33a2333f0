// Finds the first visible element whose own text (or title) is the given one,
// scrolls it into sight and returns the middle of its box, or [].
((text) => {
  let found = null;
  const walk = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) walk(node.shadowRoot);
      const own = [...node.childNodes].filter((c) => c.nodeType === Node.TEXT_NODE).map((c) => c.data).join('').trim();
      const box = node.getBoundingClientRect();
      if (!found && (own === text || node.title === text) && box.width && box.height) found = node;
    }
  };
  walk(document);
  if (!found) return [];
  found.scrollIntoView({ block: 'center' });
  const box = found.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
})
