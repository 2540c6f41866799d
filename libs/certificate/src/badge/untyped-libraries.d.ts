/** What the tests use of libraries that bring no types. */
declare module 'jsonld' {
  const jsonld: {
    expand(
      document: object,
      options: { safe: true; documentLoader(url: string): Promise<object> },
    ): Promise<object[]>;
  };
  export default jsonld;
}

declare module '@digitalbazaar/vc-bitstring-status-list' {
  export function checkStatus(options: object): Promise<{
    verified: boolean;
    error?: Error;
    /** `status` is the bit in the list. */
    results: { status: boolean }[];
  }>;
  export function decodeList(list: {
    encodedList: string;
  }): Promise<{ length: number; getStatus(index: number): boolean }>;
}
