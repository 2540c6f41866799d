/** What is typed in an editor, as typed. */
export interface EditorValues {
  [field: string]: string | boolean | EditorValues[];
}

interface Named {
  /** Name in the values. */
  name: string;
  /** Locale key; `{number}` is the number of the row. */
  label: string;
  /** Locale key. */
  hint?: string;
}

/** One line of text, or several. */
export interface TextField extends Named {
  kind: 'line' | 'lines' | 'number';
  optional?: boolean;
  rows?: number;
}

/** One of some values, whose words are `<label>.<value>`. */
export interface ChoiceField extends Named {
  kind: 'choice';
  values: readonly string[];
}

/** One of some values, in a list; `refresh`: other fields depend on it, and a button shows them. */
export interface SelectField extends Named {
  kind: 'select';
  values: readonly string[];
  refresh?: boolean;
}

/** One of the bank's pictures. */
export interface PictureField extends Named {
  kind: 'picture';
}

/** A box to tick; `pick`: one box of the whole list. */
export interface CheckField extends Named {
  kind: 'check' | 'pick';
}

/** A list of things of the same fields, which the author makes longer or shorter. */
export interface RowsField extends Named {
  kind: 'rows';
  fewest: number;
  most: number;
  /** Fields of a row; they may depend on what the row says. */
  columns: EditorField[] | ((row: EditorValues) => EditorField[]);
  /** Locale key of the whole list. */
  title: string;
  /** Locale keys of the buttons; `{number}` is the number of the row. */
  add: string;
  remove: string;
}

export type EditorField = TextField | ChoiceField | CheckField | SelectField | PictureField | RowsField;

/** How an author writes a body: the fields of the form, and the way between them and the body. */
export interface QuestionEditor<Body> {
  readonly fields: readonly EditorField[];
  /** What an empty form holds. */
  readonly blank: EditorValues;
  valuesOf(body: Body): EditorValues;
  /** A body to be checked; what is left empty is left out. Each error names a field, or the first one holds it. */
  bodyOf(values: EditorValues): unknown;
}

/** The rows of a list. */
export const rowsOf = (values: EditorValues, name: string): EditorValues[] => {
  const rows = values[name];
  return Array.isArray(rows) ? rows : [];
};

/** The text of a field. */
export const textOf = (values: EditorValues, name: string): string => {
  const text = values[name];
  return typeof text === 'string' ? text : '';
};

/** The text of a field that may be left empty. */
export const optionalText = (values: EditorValues, name: string): string | undefined =>
  textOf(values, name).trim() || undefined;
