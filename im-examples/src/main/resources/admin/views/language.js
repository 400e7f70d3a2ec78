import { language, setLanguage, t } from '../i18n/index.js';
import { el } from './dom.js';

/** A button for the other language; `changed` builds what is shown anew. */
export function languageButton(changed) {
  const other = language() === 'zh' ? 'en' : 'zh';
  const click = () => {
    setLanguage(other);
    changed();
  };
  return el(
    'button',
    {
      'class': 'button is-quiet is-small language',
      'type': 'button',
      'lang': other === 'zh' ? 'zh-CN' : 'en',
      'data-testid': 'language',
      'on': { click },
    },
    t('language.other'),
  );
}
