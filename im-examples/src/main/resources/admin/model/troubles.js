/**
 * What somebody should look at, the worst first: `{kind, name, detail}`. Kinds: `etcd`, `kafka`, `unreachable`, `notReady`,
 * `breakerOpen`, `roleMissing`.
 */
export function troublesOf(figures) {
  const troubles = [];
  if (!figures.etcd) troubles.push({ kind: 'etcd' });
  if (!figures.kafka) troubles.push({ kind: 'kafka' });
  for (const role of figures.missingRoles) troubles.push({ kind: 'roleMissing', role });
  for (const node of figures.nodes) {
    if (node.health === 'UNREACHABLE') troubles.push({ kind: 'unreachable', name: node.name });
  }
  for (const node of figures.nodes) {
    if (node.health === 'NOT_READY') troubles.push({ kind: 'notReady', name: node.name, detail: node.reason });
  }
  for (const node of figures.nodes) {
    for (const [dependency, state] of Object.entries(node.breakers)) {
      if (state !== 'closed') troubles.push({ kind: 'breakerOpen', name: node.name, detail: dependency });
    }
  }
  return troubles;
}
