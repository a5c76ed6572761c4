/** Whether a text is a UUID; anything else PostgreSQL and the engine refuse as a fault. */
export const isUuid = (text: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
