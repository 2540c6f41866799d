import type { Translate } from '#platform/i18n';
import type { ReportLinks } from '../scope/report-links.js';
import type { ReportQuery } from '../scope/report-query.input.js';
import type { ReportRequest } from '../scope/report-request.js';
import type { Overview } from './overviews.js';
import type { Sort } from './unit-row.js';

export interface OverviewInput {
  request: ReportRequest;
  overview: Overview;
  links: ReportLinks;
  query: ReportQuery;
  sort: Sort;
  descending: boolean;
  /** All units in the table, not only the first ones. */
  all: boolean;
  t: Translate;
}
