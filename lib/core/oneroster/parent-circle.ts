/** Whether following parents from a record leads back to it. */
export function isInCircle(id: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  let at = parents.get(id) ?? null;
  while (at !== null && !passed.has(at)) {
    if (at === id) return true;
    passed.add(at);
    at = parents.get(at) ?? null;
  }
  return false;
}
