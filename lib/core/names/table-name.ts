const DATA_ENDING = /\.(?:csv|txt|xlsx?)$/i;
const ANY_ENDING = /\.[a-z][a-z0-9]{0,9}$/i;

/** May a file of this name be meant as a table: by its ending, or for want of any? */
export function mayBeTable(name: string): boolean {
  return DATA_ENDING.test(name) || !ANY_ENDING.test(name);
}
