export interface FolderRow {
  id: string;
  parentId: string | null;
  name: string;
  /** Questions in use that lie in it, those below not counted. */
  questions: number;
}

export interface Folder extends FolderRow {
  /** From the bank down, for people: `A › B`. */
  path: string;
  /** Questions in use in it and below it. */
  inAll: number;
  /** Nothing lies in it. */
  empty: boolean;
}

const names = new Intl.Collator('vi', { numeric: true });

/** Folders in the order of a tree read from above, each below the one that holds it. */
export function folderTree(rows: FolderRow[], filled: ReadonlySet<string>): Folder[] {
  const below = (parentId: string | null, path: string): Folder[] =>
    rows
      .filter((row) => row.parentId === parentId)
      .sort((one, other) => names.compare(one.name, other.name))
      .flatMap((row) => {
        const here = path ? `${path} › ${row.name}` : row.name;
        const inside = below(row.id, here);
        const direct = inside.filter((each) => each.parentId === row.id);
        const inAll = direct.reduce((sum, each) => sum + each.inAll, row.questions);
        return [{ ...row, path: here, inAll, empty: direct.length === 0 && !filled.has(row.id) }, ...inside];
      });
  return below(null, '');
}

/** Whether `id` lies in `of` or is it: a folder cannot be moved there. */
export function liesIn(rows: Pick<FolderRow, 'id' | 'parentId'>[], id: string | null, of: string): boolean {
  for (let at = id; at !== null; at = rows.find((row) => row.id === at)?.parentId ?? null)
    if (at === of) return true;
  return false;
}
