import type { EditorField, EditorValues, RowsField } from './question-editor.js';

/** Form fields as posted, by name. */
export type Posted = Readonly<Record<string, string | string[]>>;

const one = (posted: Posted, name: string): string => {
  const value = posted[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
};

/** Values out of a posted form; `prefix` stands before the name of each field. */
export function readValues(fields: readonly EditorField[], posted: Posted, prefix: string): EditorValues {
  const values: EditorValues = {};
  for (const field of fields) {
    const name = `${prefix}${field.name}`;
    if (field.kind === 'rows')
      values[field.name] = Array.from({ length: countOf(field, posted, name) }, (_, index) =>
        readRow(field, posted, name, index),
      );
    else if (field.kind === 'check') values[field.name] = one(posted, name) !== '';
    else if (field.kind !== 'pick') values[field.name] = one(posted, name);
  }
  return values;
}

/** Adds or removes a row, as the pressed button says: `add:<rows>` or `remove:<rows>.<number>`. */
export function withRows(
  fields: readonly EditorField[],
  values: EditorValues,
  action: string,
  prefix: string,
): EditorValues {
  const changed = { ...values };
  for (const field of fields) {
    const rows = values[field.name];
    if (field.kind !== 'rows' || !Array.isArray(rows)) continue;
    const name = `${prefix}${field.name}`;
    const removed = rows.findIndex((_, index) => action === `remove:${name}.${index}`);
    if (action === `add:${name}` && rows.length < field.most) changed[field.name] = [...rows, blankOf(field)];
    else if (removed >= 0 && rows.length > field.fewest) changed[field.name] = rows.toSpliced(removed, 1);
    else
      changed[field.name] = rows.map((row, index) =>
        withRows(columnsOf(field, row), row, action, `${name}.${index}.`),
      );
  }
  return changed;
}

/** One field as the template draws it. */
export type ShownField = Record<string, unknown>;

/** Fields with their values, for the template. `errorOf` tells the mistake in a field: a locale key, or null. */
export function shownFields(
  fields: readonly EditorField[],
  values: EditorValues,
  prefix: string,
  errorOf: (name: string) => string | null,
  number = 0,
): ShownField[] {
  return fields.map((field) => {
    const name = `${prefix}${field.name}`;
    const value = values[field.name];
    const shown = { ...field, id: name, value, number, error: errorOf(name) };
    // One group of radio buttons for all rows, of which each is one row.
    if (field.kind === 'pick')
      return { ...shown, group: prefix.replace(/\d+\.$/, field.name), row: number - 1 };
    if (field.kind === 'choice' || field.kind === 'select')
      return {
        ...shown,
        values: field.values.map((each) => ({
          value: each,
          label: `${field.label}.${each}`,
          checked: each === value,
        })),
      };
    if (field.kind !== 'rows' || !Array.isArray(value)) return shown;
    return {
      ...shown,
      count: value.length,
      canAdd: value.length < field.most,
      rows: value.map((row, index) => ({
        number: index + 1,
        removeAction: value.length > field.fewest ? `remove:${name}.${index}` : null,
        fields: shownFields(columnsOf(field, row), row, `${name}.${index}.`, errorOf, index + 1),
      })),
    };
  });
}

/** Names of all fields of the form that hold something now. */
export function fieldNames(shown: ShownField[]): string[] {
  return shown.flatMap((field) => [
    field['id'] as string,
    ...((field['rows'] as { fields: ShownField[] }[] | undefined) ?? []).flatMap((row) =>
      fieldNames(row.fields),
    ),
  ]);
}

const countOf = (field: RowsField, posted: Posted, name: string): number => {
  const count = Number(one(posted, `${name}.count`));
  return Number.isInteger(count) ? Math.min(field.most, Math.max(field.fewest, count)) : field.fewest;
};

const columnsOf = ({ columns }: RowsField, row: EditorValues): EditorField[] =>
  Array.isArray(columns) ? columns : columns(row);

/** What a row says of itself is read first: it may decide which fields it has. */
function readRow(field: RowsField, posted: Posted, name: string, index: number): EditorValues {
  const lead = `${name}.${index}.`;
  const scalars = columnsOf(field, {}).filter(({ kind }) => kind === 'select');
  const columns = columnsOf(field, readValues(scalars, posted, lead));
  const picks = columns.filter((column) => column.kind === 'pick');
  return {
    ...readValues(columns, posted, lead),
    ...Object.fromEntries(
      picks.map((column) => [column.name, one(posted, `${name}.${column.name}`) === `${index}`]),
    ),
  };
}

function blankOf(field: RowsField): EditorValues {
  const row = readRow(field, {}, '', 0);
  for (const column of columnsOf(field, {}))
    if (column.kind === 'select') row[column.name] = column.values[0] ?? '';
  return row;
}
