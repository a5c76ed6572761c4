/** What the opponent's worker prints once it polls. */
export const readyLine = 'The raw worker attends to the cases.';
