import type Handlebars from 'handlebars';
import { plotHistogram } from './charts/histogram.js';
import { plotRadar } from './charts/radar.js';
import { plotSegments, share } from './charts/segments.js';
import { plotTrend } from './charts/trend.js';
import { isolateComponents } from './component-scope.js';
import {
  formatDate,
  formatDateTime,
  formatNumber,
  formatPercent,
  formatTime,
  initialOf,
  isoTime,
} from './format.js';

export interface HelperDependencies {
  t(locale: string, key: string, params: Record<string, string | number>): string;
  /** Logical file name → address of the hashed file. */
  asset(name: string): string;
}

type Options = Handlebars.HelperOptions;
const optionsOf = (values: unknown[]): Options => values.at(-1) as Options;
const localeOf = (options: Options): string => options.data?.root?.ctx?.locale ?? 'vi';
const digitsOf = (options: Options): number | undefined => options.hash.digits;

/** Everything a template may call. Also gives components their own scope (see `component-scope.ts`). */
export function registerHelpers(hb: typeof Handlebars, { t, asset }: HelperDependencies): void {
  isolateComponents(hb);
  const { escapeExpression: escaped, SafeString } = hb;

  hb.registerHelper({
    t: (key: string, options: Options) => t(localeOf(options), key, options.hash),
    n: (value: unknown, options: Options) => formatNumber(localeOf(options), value, digitsOf(options)),
    pct: (value: unknown, options: Options) => formatPercent(localeOf(options), value, digitsOf(options)),
    date: (value: unknown) => formatDate(value),
    time: (value: unknown, options: Options) => formatTime(value, options.hash.seconds),
    datetime: (value: unknown, options: Options) => formatDateTime(value, options.hash.seconds),
    iso: (value: unknown) => isoTime(value),
    initial: (name: unknown) => initialOf(name),

    asset: (name: string) => asset(name),
    icon: (name: string, options: Options) =>
      new SafeString(
        `<svg class="icon${options.hash.class ? ` ${escaped(options.hash.class)}` : ''}" width="24" height="24" aria-hidden="true" focusable="false"><use href="${escaped(`${asset('icons.svg')}#${name}`)}"/></svg>`,
      ),
    csrf: (options: Options) =>
      new SafeString(`<input type="hidden" name="_csrf" value="${escaped(options.data.root.ctx.csrf)}">`),
    'hx-nonce': (options: Options) => new SafeString(`hx-nonce="${escaped(options.data.root.ctx.nonce)}"`),
    attrs: (given: Record<string, unknown> | undefined, options: Options) =>
      new SafeString(attributes(given, options.data.root?.ctx?.nonce, escaped)),
    'json-attr': (value: unknown) => JSON.stringify(value ?? null),
    stencil(this: unknown, filled: { html(request: object, content?: string): string }, options: Options) {
      return new SafeString(filled.html(options.data.root.ctx, options.fn?.(this)));
    },
    richtext: (html: unknown) => new SafeString(String(html ?? '')),

    obj: (options: Options) => ({ ...options.hash }),
    arr: (...values: unknown[]) => values.slice(0, -1),
    eq: (a: unknown, b: unknown) => a === b,
    ne: (a: unknown, b: unknown) => a !== b,
    gt: (a: number, b: number) => a > b,
    lt: (a: number, b: number) => a < b,
    and: (...values: unknown[]) => values.slice(0, -1).every(truthy) && values.at(-2),
    or: (...values: unknown[]) => values.slice(0, -1).find(truthy) ?? false,
    not: (value: unknown) => !truthy(value),
    concat: (...values: unknown[]) => values.slice(0, -1).join(''),
    add: (...values: unknown[]) => values.slice(0, -1).reduce<number>((sum, value) => sum + Number(value), 0),
    default: (value: unknown, fallback: unknown) => (truthy(value) || value === 0 ? value : fallback),
    times: (count: number, options: Options) => {
      let html = '';
      for (let index = 0; index < count; index += 1) {
        const data = hb.createFrame(options.data);
        Object.assign(data, { index, number: index + 1, first: index === 0, last: index === count - 1 });
        html += options.fn(index + 1, { data });
      }
      return html;
    },

    share: (part: number, whole: number) => share(part, whole),
    'plot-segments': (items: { count: number }[]) => plotSegments(items),
    'plot-histogram': (bars: Parameters<typeof plotHistogram>[0]) => plotHistogram(bars ?? []),
    'plot-radar': (axes: Parameters<typeof plotRadar>[0], max: number) => plotRadar(axes, max),
    'plot-trend': (...values: unknown[]) =>
      plotTrend(optionsOf(values).hash as Parameters<typeof plotTrend>[0]),
  });
}

/** Empty arrays count as false, as in `{{#if}}`. */
function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

const SAFE_ATTRIBUTE = /^(?!on)(?!style$)(?!srcdoc$)[a-z][a-z0-9:-]*$/;

/** `{{attrs (obj hx-post="/x" data-y=1)}}`; adds the nonce that hx-csp asks of every htmx element. */
function attributes(
  given: Record<string, unknown> | undefined,
  nonce: string | undefined,
  escaped: (value: string) => string,
): string {
  if (!given || typeof given !== 'object') return '';
  const shown = Object.entries(given).filter(
    ([, value]) => value !== undefined && value !== null && value !== false,
  );
  for (const [name] of shown)
    if (!SAFE_ATTRIBUTE.test(name)) throw new Error(`Attribute not allowed: ${name}`);
  if (nonce && shown.some(([name]) => name.startsWith('hx-'))) shown.push(['hx-nonce', nonce]);
  return shown
    .map(([name, value]) => (value === true ? name : `${name}="${escaped(String(value))}"`))
    .join(' ');
}
