import { escapeLiteral } from 'pg';

/** COPY takes no parameters: values are written into its text, quoted by the driver. */
export function sqlLiteral(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map(sqlLiteral).join(', ')}]`;
  if (typeof value === 'number') return String(value);
  return escapeLiteral(String(value));
}

/** Fills `$1`, `$2` … of a condition with literals. */
export const inlineValues = (sql: string, values: unknown[]): string =>
  sql.replace(/\$(\d+)/g, (_, number: string) => sqlLiteral(values[Number(number) - 1]));
