/**
 * What the editor holds, in the words of the server: cells and list items without a paragraph of their own, a head
 * for a table whose first row is all headings, no empty title of a call-out.
 */
export function lessonHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const holder of body.querySelectorAll('th, td, li')) {
    const paragraphs = [...holder.children].filter((child) => child.tagName === 'P');
    const first = holder.firstElementChild;
    if (paragraphs.length === 1 && first?.tagName === 'P') first.replaceWith(...first.childNodes);
  }
  for (const cell of body.querySelectorAll('th, td')) {
    for (const name of ['colspan', 'rowspan'])
      if (cell.getAttribute(name) === '1') cell.removeAttribute(name);
  }
  for (const table of body.querySelectorAll('table')) addHead(table);
  for (const title of body.querySelectorAll('.callout-title')) if (!title.textContent?.trim()) title.remove();
  // The empty line in which one goes on writing after a table is not part of the lesson.
  while (body.lastElementChild?.tagName === 'P' && !body.lastElementChild.textContent?.trim())
    body.lastElementChild.remove();
  return body.innerHTML;
}

function addHead(table: HTMLTableElement): void {
  const first = table.rows[0];
  if (!first || table.tHead || ![...first.cells].every((cell) => cell.tagName === 'TH')) return;
  for (const cell of first.cells) cell.setAttribute('scope', 'col');
  table.createTHead().append(first);
}
