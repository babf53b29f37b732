package dev.signalbox.camel;

import dev.signalbox.channel.Channel;
import dev.signalbox.channel.webhook.WebhookChannel;
import dev.signalbox.channel.webhook.WebhookSettings;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Makes a channel's bean for each webhook that has a file or settings when the hub starts; others may come later. */
final class WebhookChannels implements BeanDefinitionRegistryPostProcessor, EnvironmentAware {

  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    Environment settings = Objects.requireNonNull(environment);
    Path routes = Path.of(settings.getProperty("signalbox.routes", "routes"));
    Webhooks named = new Webhooks(
        Webhooks.files(routes), ChannelConfiguration.webhookSettings(settings).keySet(), name -> WebhookSettings.NONE);
    ConfigurableListableBeanFactory beans = (ConfigurableListableBeanFactory) registry;
    for (String name : named.names()) {
      registry.registerBeanDefinition(
          WebhookChannel.PREFIX + name,
          BeanDefinitionBuilder.genericBeanDefinition(Channel.class, () -> beans.getBean(Webhooks.class).channel(name))
              .getBeanDefinition());
    }
  }
}
