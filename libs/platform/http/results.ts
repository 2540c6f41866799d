import type { MessageParams } from '#platform/errors';

export interface Flash {
  kind: 'success' | 'info' | 'error';
  key: string;
  params?: MessageParams;
}

/** A rendered view: `view` is `<context>/<slice>/<file>`, the model plain data. */
export class Page {
  constructor(
    readonly view: string,
    readonly model: object,
    readonly status: number = 200,
  ) {}
}

/** After a change: 303 See Other, with a message for the next page. */
export class Redirect {
  constructor(
    readonly to: string,
    readonly flash?: Flash,
  ) {}
}

export const page = (view: string, model: object = {}, status = 200) => new Page(view, model, status);

/** Only to our own pages: a path beginning with one slash. */
export function redirect(to: string, flash?: Flash): Redirect {
  return new Redirect(localPath(to), flash);
}

export const localPath = (to: string): string => (/^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/');
