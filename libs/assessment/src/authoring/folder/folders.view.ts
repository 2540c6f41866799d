import { type Folder, liesIn } from '../../bank/folder-tree.js';
import type { FolderInput } from '../../bank/folders.service.js';

/** The folders of a bank, and the form of a new one or of `folder`. */
export function foldersView(
  bank: { id: string; title: string },
  folders: Folder[],
  form: { folder: Folder | null; values: FolderInput } = { folder: null, values: { name: '' } },
) {
  const home = `/authoring/banks/${bank.id}`;
  const { folder, values } = form;
  return {
    bank: { title: bank.title, href: home },
    here: `${home}/folders`,
    action: folder ? `${home}/folders/${folder.id}` : `${home}/folders`,
    folder: folder && { path: folder.path, empty: folder.empty },
    values,
    parents: folderChoices(folder ? folders.filter(({ id }) => !liesIn(folders, id, folder.id)) : folders),
    folders: folders.map(({ id, path, questions, inAll }) => ({
      path,
      questions,
      inAll,
      href: `${home}?folder=${id}`,
      editHref: `${home}/folders/${id}`,
    })),
  };
}

/** Folders to choose from. */
export const folderChoices = (folders: Folder[]) =>
  folders.map(({ id, path }) => ({ value: id, label: path }));
