export const rulebooks = {
  about: '规程的版本、差异与发布。',
};
