import { Catalogue } from '#platform/i18n';
import { fold } from '#platform/text';

export const COLUMNS = [
  { key: 'code', width: 16 },
  { key: 'type', width: 14 },
  { key: 'stem', width: 60 },
  { key: 'answers', width: 60 },
  { key: 'explanation', width: 40 },
  { key: 'tags', width: 30 },
  { key: 'part-of', width: 16 },
] as const;
export type ColumnKey = (typeof COLUMNS)[number]['key'];

let catalogue: Catalogue | null = null;

/** Heading of a column in the template. */
export function headingOf(key: ColumnKey, locale: 'vi' | 'en' = 'vi'): string {
  catalogue ??= new Catalogue();
  return catalogue.translate(locale, `assessment.exchange.column.${key}`);
}

/** The column that a heading names in either language, marks and case aside. */
export function columnOf(heading: string): ColumnKey | null {
  const said = fold(heading.trim());
  return (
    COLUMNS.find(
      ({ key }) => said === key || said === fold(headingOf(key)) || said === fold(headingOf(key, 'en')),
    )?.key ?? null
  );
}
