export const texts = {
  about: '标准答复与短信模板。',
};
