/** Name of a file without its folder and its ending. */
export function stemOf(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/(?<=.)\.[^.]*$/, '');
}

/** Folder of a path, as Node's `dirname` gives it: `.` for a bare name. */
export function folderOf(path: string): string {
  const cut = path.replace(/[/\\]+[^/\\]*$/, '');
  if (cut !== path) return cut === '' ? '/' : cut;
  return '.';
}
