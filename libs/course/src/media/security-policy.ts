/** What a file may do when somebody opens its address by itself. A drawing is a document: it gets a sandbox. */
export function securityPolicyOf(type: string): string {
  // The PDF reader of a browser does not work inside a sandbox, and runs nothing on our origin.
  if (type === 'application/pdf') return "default-src 'none'; object-src 'self'; frame-ancestors 'none'";
  if (type.startsWith('video/'))
    return "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
  return "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
}
