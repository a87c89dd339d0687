import type { Task } from './evaluation';

const MOST_AT_ONCE = 100;
const LONGEST_AT_ONCE = 1_000_000;

/** Tasks in lists that are short enough to be sent at once; one that is too long for any stands alone. */
export function inLists(tasks: readonly Task[]): Task[][] {
  const lists: Task[][] = [];
  let list: Task[] = [];
  let length = 0;
  for (const task of tasks) {
    const ownLength = task.data?.length ?? 0;
    const isFull = list.length === MOST_AT_ONCE || length + ownLength > LONGEST_AT_ONCE;
    if (isFull && list.length > 0) {
      lists.push(list);
      list = [];
      length = 0;
    }
    list.push(task);
    length += ownLength;
  }
  return list.length > 0 ? [...lists, list] : lists;
}
