/** The list with the element at one position moved to another; as it was where there is no such position. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const element = list[from];
  if (element === undefined || to < 0 || to >= list.length) return [...list];
  const others = list.filter((_element, at) => at !== from);
  return [...others.slice(0, to), element, ...others.slice(to)];
};
