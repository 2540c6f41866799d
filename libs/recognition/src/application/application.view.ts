/** Where an application stands, as a badge. */
export const applicationState = (status: string) => ({
  kind:
    { submitted: 'learning', 'more-asked': 'attention', refused: 'failed', confirmed: 'done' }[status] ??
    'plain',
  label: `recognition.application.${status}`,
});

export const confirmationState = (status: string) => ({
  kind: { valid: 'done', doubted: 'attention', ended: 'failed' }[status] ?? 'plain',
  label: `recognition.confirmation.${status}`,
});
