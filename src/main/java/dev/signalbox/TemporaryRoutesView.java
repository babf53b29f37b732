package dev.signalbox;
@org.springframework.context.annotation.Configuration class TemporaryRoutesView { @org.springframework.context.annotation.Bean dev.signalbox.web.RouteFilesView v() { return java.util.List::of; } }
