/** An address as people type it: without a scheme it is `http://`. */
export function withScheme(address: string): string {
  return address === '' || address.includes('://') ? address : `http://${address}`;
}
