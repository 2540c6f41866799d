interface Shows {
  picture?: { id: string };
  questions?: { body: Shows }[];
}

/** Ids of the pictures that a body shows, its own first. */
export function picturesShown(body: object): string[] {
  const { picture, questions = [] } = body as Shows;
  return [...(picture ? [picture.id] : []), ...questions.flatMap((asked) => picturesShown(asked.body))];
}

/** The same body with other ids of its pictures; one without keeps what it has. */
export function withPictures<T extends object>(body: T, idOf: (id: string) => string | undefined): T {
  const { picture, questions } = body as Shows;
  return {
    ...body,
    ...(picture ? { picture: { ...picture, id: idOf(picture.id) ?? picture.id } } : {}),
    ...(questions
      ? { questions: questions.map((asked) => ({ ...asked, body: withPictures(asked.body, idOf) })) }
      : {}),
  };
}
