import type Handlebars from 'handlebars';

type Block = (context: unknown, options: unknown) => string;
interface PartialOptions {
  name: string;
  hash?: Record<string, unknown> & { props?: Record<string, unknown> };
  data: Record<string, unknown>;
  fn?: Block;
}
interface PartialRuntime {
  invokePartial(this: unknown, partial: unknown, context: unknown, options: PartialOptions): string;
}

/**
 * Components (`ui/…`) see only what they are given: the hash, and a whole object through `props=`.
 * Handlebars would otherwise merge the caller's context in, so that a row with its own `href` or `kind`
 * silently changed every button inside it, and would hand the surrounding block to a component called without
 * one. The block content of a component keeps the caller's context.
 */
export function isolateComponents(hb: typeof Handlebars): void {
  const environment = hb as unknown as { VM: PartialRuntime };
  const runtime = environment.VM;
  environment.VM = {
    ...runtime,
    invokePartial(partial, context, options) {
      if (!options.name?.startsWith('ui/'))
        return runtime.invokePartial.call(this, partial, context, options);
      if (typeof partial !== 'function') throw new Error(`Register ${options.name} compiled, not as text`);
      const { props, ...named } = options.hash ?? {};
      const { fn } = options;
      const block = fn && Object.assign(((_: unknown, inner: unknown) => fn(context, inner)) as Block, fn);
      // `{{#if @partial-block}}` would call the block, without its data, only to see whether there is one.
      const known = { 'has-block': Boolean(block), ...(block ? {} : { 'partial-block': undefined }) };
      const data = Object.assign(hb.createFrame(options.data), known);
      return runtime.invokePartial.call(
        this,
        partial,
        { ...props, ...named },
        { ...options, data, fn: block },
      );
    },
  };
}
