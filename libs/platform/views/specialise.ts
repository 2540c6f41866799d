import Handlebars from 'handlebars';

type Value = string | number | boolean;

/** Helpers whose answer depends on nothing but their arguments and the language. */
const CONSTANT = new Set(['t', 'asset', 'icon']);

/**
 * A template as it reads in one language: every call of a constant helper with literal arguments is replaced by
 * its answer, so that rendering a page looks up no word, picture or address that is the same for everybody.
 */
export function specialise(hb: typeof Handlebars, source: string, locale: string): hbs.AST.Program {
  const program = hb.parse(source);
  new Specialiser(hb, locale).accept(program);
  return program;
}

/** A visitor that changes the tree takes what a method returns in place of the node. */
class Specialiser extends Handlebars.Visitor {
  constructor(
    private readonly hb: typeof Handlebars,
    private readonly locale: string,
  ) {
    super();
    (this as unknown as { mutating: boolean }).mutating = true;
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): hbs.AST.Node | undefined {
    super.MustacheStatement(node);
    const answer = this.answerOf(node);
    if (answer === undefined) return undefined;
    const value = this.hb.escapeExpression(answer as string);
    return { type: 'ContentStatement', value, original: value, loc: node.loc } as hbs.AST.Node;
  }

  override SubExpression(node: hbs.AST.SubExpression): hbs.AST.Node | undefined {
    super.SubExpression(node);
    const answer = this.answerOf(node);
    if (typeof answer !== 'string') return undefined;
    return {
      type: 'StringLiteral',
      value: answer,
      original: answer,
      loc: node.loc,
    } as hbs.AST.Node;
  }

  private answerOf(call: hbs.AST.MustacheStatement | hbs.AST.SubExpression): unknown {
    const name = (call.path as hbs.AST.PathExpression).original;
    const helper = CONSTANT.has(name) ? this.hb.helpers[name] : undefined;
    const values = call.params.map(literal);
    const pairs = (call.hash?.pairs ?? []).map(({ key, value }) => [key, literal(value)] as const);
    if (!helper || [...values, ...pairs.map(([, value]) => value)].includes(undefined)) return undefined;
    return helper(...values, {
      hash: Object.fromEntries(pairs),
      data: { root: { ctx: { locale: this.locale } } },
    } as unknown as Handlebars.HelperOptions);
  }
}

const LITERALS = new Set(['StringLiteral', 'NumberLiteral', 'BooleanLiteral']);
const literal = (node: hbs.AST.Expression): Value | undefined =>
  LITERALS.has(node.type) ? (node as hbs.AST.StringLiteral).value : undefined;
