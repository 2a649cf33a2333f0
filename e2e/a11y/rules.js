// What axe finds wrong on this page: the rules of WCAG 2.2 A and AA, and its own
// best practices. What it cannot decide by itself is told, too.
(async () => {
  const { violations, incomplete } = await axe.run(document, { resultTypes: ['violations', 'incomplete'] });
  // Marks that say what the word beside them says. Our own look judges their contrast.
  const aMark = (check) => check.data?.messageKey === 'nonBmp';
  for (const rule of incomplete) rule.nodes = rule.nodes.filter((node) => !node.any.some(aMark));
  const told = (kind) => (rule) => rule.nodes.map((node) => `${kind} ${rule.id} (${rule.impact}): ${rule.help}: ${node.html.slice(0, 160)}: ${node.any.concat(node.all, node.none).map((c) => c.message).join('; ')}`);
  return [...violations.flatMap(told('violates')), ...incomplete.flatMap(told('cannot tell'))];
})()
