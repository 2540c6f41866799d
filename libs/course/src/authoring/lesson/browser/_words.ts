/** What the buttons say, from the page. */
export type EditorWords = Record<string, string>;
